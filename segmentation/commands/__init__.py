"""What the commands at the top level do: their options, their work, and what they print.

In come arguments, out come files, tables, and lines on a terminal, which takes no text of the
data for markup or for an order. The options are light, and the work is imported when it begins.

May import: words, card, errors, recipes, steps, disk, sources, customers, models, mapping,
training, scoring, showing.
"""
