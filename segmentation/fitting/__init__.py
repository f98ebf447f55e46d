"""From customers x features to a fitted pipeline, and the evidence for it.

In comes a table of numbers, out come scikit-learn's pipeline, the labels, and records for the
card. Who answers, scores or shows never imports this room: a model once fitted is read, not made.

May import: words, card, errors, recipes, steps, processes.
"""
