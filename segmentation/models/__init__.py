"""A saved model: in memory, on disk, under the owner's names, and the pipeline laid open.

In comes a folder, out comes a model whose files were checked; or a model comes in and is there
as a whole or not at all. Nothing is fitted here, and no source is opened.

May import: words, card, errors, recipes, disk, segments.
"""
