"""What a form says of a field."""

from segmentation.recipes.recipe import Feature
from segmentation.store import Model
from segmentation.stretches import possible_values
from segmentation.words import span


def seen(model: Model, feature: Feature) -> str:
    """The values seen in training, as a hint below a field: "Seen: 18 to 70 years"."""
    grid = possible_values(model, feature)
    return f"Seen: {span(grid.value(grid.first), grid.value(grid.last), feature.unit)}"
