"""All recipes of ours by name."""

from segmentation.recipes.loyalty import LOYALTY
from segmentation.recipes.mall import MALL
from segmentation.recipes.membership import MEMBERSHIP
from segmentation.recipes.online_retail import ONLINE_RETAIL
from segmentation.recipes.personality import PERSONALITY

RECIPES = {
    recipe.name: recipe for recipe in (MALL, PERSONALITY, MEMBERSHIP, ONLINE_RETAIL, LOYALTY)
}
