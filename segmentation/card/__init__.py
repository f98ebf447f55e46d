"""The format of `card.json`: everything about a model that is not the pipeline.

Records and nothing that computes them, so that whoever only reads a card loads no algorithm.
What is fitted comes in from `training`; answers, lists, pages and the API read it. A subject has
the same name here as in the rooms that compute and show it: evidence, segments, exploration.

May import: nothing.
"""
