"""What data means: columns, rules, features, units, and the words for them, as data.

One file for each kind of customer data; `RECIPES` holds them all by name. An owner's file is of
the same form and is read by `files`. A recipe's functions turn Ibis tables into expressions; it
never opens a source, and knows no model.

May import: words, errors.
"""

from segmentation.recipes.loyalty import LOYALTY
from segmentation.recipes.mall import MALL
from segmentation.recipes.membership import MEMBERSHIP
from segmentation.recipes.online_retail import ONLINE_RETAIL
from segmentation.recipes.personality import PERSONALITY

RECIPES = {
    recipe.name: recipe for recipe in (MALL, PERSONALITY, MEMBERSHIP, ONLINE_RETAIL, LOYALTY)
}
