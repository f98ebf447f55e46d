"""What data means: columns, rules, features, units, and the words for them, as data.

One file for each kind of customer data; `RECIPES` holds them all by name. An owner's file is of
the same form and is read by `files`. A recipe's functions turn Ibis tables into expressions; it
never opens a source, and knows no model.

May import: words, errors.
"""

# In the order in which they are offered; a command's help needs no more of them.
NAMES = ("mall", "personality", "membership", "online_retail", "loyalty")


def __getattr__(name: str) -> object:
    """`RECIPES`, loaded when it is asked for: recipes need Ibis, which takes a second."""
    if name != "RECIPES":
        raise AttributeError(name)
    from segmentation.recipes.registry import RECIPES

    return RECIPES
