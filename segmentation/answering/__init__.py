"""One customer: their segment, how sure that is, why, and what would change it.

In come values as somebody told them, out comes an answer with its reasons. Everything is read
off the fitted pipeline's own arithmetic; nothing is fitted.

May import: words, card, errors, recipes, segments, customers, models.
"""
