"""Whether a table is one of a recipe of ours, or somebody's own that has its columns, too."""

from dataclasses import dataclass

from segmentation.customers.columns import match_columns
from segmentation.customers.values import Notation
from segmentation.errors import DataError
from segmentation.mapping.own.infer import infer
from segmentation.recipes.recipe import Recipe
from segmentation.sources import Opened
from segmentation.words import together

# With more columns of use beside a recipe's own than these, the recipe would leave out too much.
MOST_BESIDE = 2
MOST_NAMED = 5


@dataclass(frozen=True)
class Beside:
    """The columns that could tell segments apart and of which a recipe knows nothing."""

    recipe: str
    headers: tuple[str, ...]

    @property
    def are_many(self) -> bool:
        """Whether the table is somebody's own rather than the recipe's."""
        return len(self.headers) > MOST_BESIDE

    @property
    def told(self) -> list[str]:
        """What is to be said of them, in a sentence; nothing without any."""
        if not self.headers:
            return []
        named = [f'"{header}"' for header in self.headers[:MOST_NAMED]]
        more = len(self.headers) - MOST_NAMED
        listed = together([*named, *([f"{more:,} more"] if more > 0 else [])])
        if self.are_many:
            return [
                f"The columns of {self.recipe} are there, but {listed} would be left out: taken "
                f"as a table of your own, which uses them. Name {self.recipe} to use its columns "
                "alone."
            ]
        return [f"{self.recipe} leaves out {listed}: own uses all columns."]


def columns_of_use_beside(opened: Opened, recipe: Recipe, notation: Notation) -> Beside:
    """What of a table with one row a customer a recipe that fits would leave out.

    Nothing of the table that the recipe was made for, whatever that has; of orders
    `orders.passed_over` tells.

    Raises:
        MissingColumns, AmbiguousColumn
    """
    headers = opened.table.columns
    is_published = bool(recipe.published) and set(recipe.published) <= set(headers)
    used = match_columns(recipe, headers).values()
    others = [header for header in headers if header not in used]
    if recipe.roll_up or is_published or not others:
        return Beside(recipe.name, ())
    try:
        table = infer(opened.table, name=recipe.name, notation=notation)
    except DataError:
        return Beside(recipe.name, ())
    of_use = {column.header for column in table.columns if column.use in ("feature", "category")}
    return Beside(recipe.name, tuple(header for header in others if header in of_use))
