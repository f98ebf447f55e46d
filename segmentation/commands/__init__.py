"""What the commands at the top level share: their options and what they print.

In come arguments and results, out come options and lines on a terminal, which takes no text of
the data for markup or for an order. The order of the work is the command's own.

May import: words, card, errors, sources, customers, models, scoring, showing.
"""
