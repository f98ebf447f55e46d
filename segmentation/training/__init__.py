"""A table and a recipe in, a model out: the only room that knows the whole order.

It fits, describes, compares with the model before, and writes the card. It never answers, scores
or shows.

May import: words, card, errors, recipes, steps, sources, customers, fitting, segments,
models.
"""
