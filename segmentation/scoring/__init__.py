"""Many customers: every one of a file, a table or a list gets a segment.

In comes a source and a model, out come customers with segments, those left out with the reason,
counts, and files or tables of them; or the same as the text of one SQL query. It never fits.

May import: words, card, errors, recipes, disk, processes, sources, customers, models.
"""
