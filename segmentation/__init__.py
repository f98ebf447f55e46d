"""Customer segments: from a table of customers to segments in plain words.

The modules stand in the order the data flows; each imports only what stands
before it: recipes, tables, columns, cleaning, customers, pipeline, choice,
profiles, claims, words, names, card, store, training, assignment, charts.
"""
