"""A small list that a model can score, to see what one looks like."""

import pandas as pd

from segmentation.answering.examples import examples
from segmentation.answering.fields import Field, asked_fields
from segmentation.models.model import Model
from segmentation.recipes.recipe import Category
from segmentation.words import with_unit

KEY = "Customer"


def sample_list(model: Model) -> pd.DataFrame:
    """Customers of the training data, one of each segment, in the columns that a list may have.

    Returns:
        A number for each, then what the model asks for, under the labels that people read,
        with their units.
    """
    labels = {field.name: _head(field) for field in asked_fields(model)}
    found = [example for _, example in sorted(examples(model).items())]
    rows = pd.DataFrame(found, columns=list(labels)).rename(columns=labels)
    rows.insert(0, KEY, range(1, len(rows) + 1))
    return rows


def _head(field: Field) -> str:
    return field.label if isinstance(field, Category) else with_unit(field.label, field.unit.label)
