"""From an open table to what its columns mean, worked out from headers and values.

In comes a table as `sources` opens it; out comes a recipe as data, with what was left out and
why, or a refusal that says what the table is instead. Nothing is cleaned, rolled up or fitted.

May import: words, errors, recipes, sources, customers.
"""
