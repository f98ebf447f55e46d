"""From an open table to one row a customer, with what was taken out counted and named.

In comes a table as `sources` opens it, and a recipe; columns are found and read, rules take rows
out, rows are rolled up, features are added. Out come customers with their features. The same in
one query, for any engine, is `in_one_query`. Nothing is fitted here and no model is known.

May import: words, card, errors, recipes, steps, sources.
"""
