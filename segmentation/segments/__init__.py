"""What each segment is: numbers, the claims that they carry, and names, texts and actions.

In come customers with a label each, out come the records that the card keeps. A claim can be
checked against the numbers it is made of; whatever is said of a segment is made of claims.

May import: words, card, recipes.
"""
