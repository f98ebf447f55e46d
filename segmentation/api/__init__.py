"""The same answers over HTTP: routes, schemas, keys, limits, errors, and the page about them.

In come requests, out comes JSON; what is true of a customer is asked of `answering`.

May import: words, card, errors, recipes, customers, models, answering.
"""
