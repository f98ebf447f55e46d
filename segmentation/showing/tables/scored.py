"""A scored list as the sentences and tables that a page shows."""

import re
from pathlib import PurePath

import pandas as pd

from segmentation.answering.fields import asked_fields
from segmentation.card.card import Card
from segmentation.models.model import Model
from segmentation.recipes.recipe import Recipe
from segmentation.scoring.lists.spreadsheet_safe import free_name
from segmentation.scoring.lists.summary import Summary
from segmentation.scoring.scored_columns import (
    CERTAINTY,
    NEXT_SEGMENT_NAME,
    RFM_GROUP,
    SEGMENT_NAME,
    UNLIKE_ANYONE,
)
from segmentation.scoring.stored_list import KeptList
from segmentation.words import how_many, in_a_sentence, percent, together

# What the columns that scoring adds are called on screen, in their order there.
TITLES = {
    SEGMENT_NAME: "Segment",
    CERTAINTY: "How sure",
    NEXT_SEGMENT_NAME: "Next nearest",
    RFM_GROUP: "Group by recency, orders, spend",
    UNLIKE_ANYONE: "Unlike anyone",
}
EVERYBODY = "everybody"


def counts_in_words(summary: Summary) -> list[str]:
    """What became of the rows and of the customers, one sentence each."""
    taken_out = summary.rows - summary.rows_used
    without = summary.customers - summary.scored
    said = [
        f"{how_many(summary.scored, 'customer has', 'customers have')} a segment"
        + (f", {without:,} {'has' if without == 1 else 'have'} none." if without else ".")
    ]
    if summary.rows != summary.customers:
        said.append(
            f"They come from {how_many(summary.rows, 'row')}; {taken_out:,} of these were "
            "taken out."
        )
    if summary.unlike_anyone and summary.misfit is None:
        said.append(
            f"{how_many(summary.unlike_anyone, 'customer is', 'customers are')} unlike anyone the "
            "model knows: take their segment with care."
        )
    return said


def shares_of(summary: Summary) -> pd.DataFrame:
    """Each segment's customers: columns segment, name, customers, told."""
    rows = [
        (s.id, s.name, s.customers, f"{s.customers:,} ({percent(s.share)})")
        for s in summary.segments
    ]
    shares = pd.DataFrame(rows, columns=["segment", "name", "customers", "told"])
    return shares.sort_values("customers", ascending=False, kind="stable", ignore_index=True)


def shares_data(shares: pd.DataFrame) -> pd.DataFrame:
    """`shares_of` a list under headers that people read."""
    data = shares[["name", "customers"]].rename(
        columns={"name": "Segment", "customers": "Customers"}
    )
    return data.assign(**{"Share in %": _shares_in_percent(shares.customers)})


def _shares_in_percent(customers: pd.Series) -> pd.Series:
    return (100 * customers / max(int(customers.sum()), 1)).round(1)


def how_to_filter(shares: pd.DataFrame) -> str:
    """How to read the bars of a list and what clicking one does."""
    largest = shares.iloc[0]
    return (
        "Each bar is one segment's customers in your list. The largest segment is "
        f'"{largest["name"]}" with {largest.told}. Click a bar, or choose below, to see only '
        "these customers and take only them along."
    )


def names_of(summary: Summary) -> dict[int | str, str]:
    """Whom one can choose: everybody, and each segment that has customers, the largest first."""
    shares = shares_of(summary)
    there = shares[shares.customers > 0]
    return {EVERYBODY: "Everybody", **dict(zip(there.segment.tolist(), there["name"]))}


def picked_sentence(pick: str | None, card: Card, names: dict[int | str, str] | None) -> str | None:
    """What to say of a segment that an address picks out; None where it goes without saying.

    Args:
        pick: as it stands in the address.
        names: `names_of` the list; None without a list.
    """
    segments = {str(segment.id): segment for segment in card.segments}
    if pick is None or (names and pick in map(str, names)):
        return None
    if pick not in segments:
        return (
            f'The address picks out the segment "{pick[:20]}", and this model has none of that '
            "number. Upload a list, and choose a segment under Which customers."
        )
    if names:
        return f'Nobody in this list is in the segment "{segments[pick].name}".'
    return f'Upload a list: its customers in the segment "{segments[pick].name}" are picked out.'


def preview(kept: KeptList, rows: int, segment: int | None = None) -> pd.DataFrame:
    """The first customers, of one segment where its id is given.

    What was found of them, in words, then the list's own columns.
    """
    first = kept.scored(segment).first(rows)
    taken = {name.casefold() for name in kept.columns}
    told = {
        free_name(title, taken): _in_words(first[kept.ours[name]], name)
        for name, title in TITLES.items()
        if name in kept.ours
    }
    return pd.concat([pd.DataFrame(told), first[kept.columns]], axis="columns")


def _in_words(answers: pd.Series, name: str) -> pd.Series:
    if name == UNLIKE_ANYONE:
        return answers.map({True: "Yes", False: "No"})
    return answers.map(percent) if name == CERTAINTY else answers


def preview_title(summary: Summary, segment: int | None, rows: int) -> str:
    """What stands above the preview: "Older customers: the first 10 of 47"."""
    customers = customers_of(summary, segment)
    name = names_of(summary)[EVERYBODY if segment is None else segment]
    shown = f"the first {rows} of {customers:,}" if customers > rows else f"{customers:,}"
    return f"{name}: {shown}"


def customers_of(summary: Summary, segment: int | None) -> int:
    """How many customers a segment has; with None, all that have one."""
    if segment is None:
        return summary.scored
    return {s.id: s.customers for s in summary.segments}[segment]


def what_is_downloaded(summary: Summary, segment: int | None, crm: str = "") -> str:
    """What stands on the button: "Download everybody for HubSpot", "Download Big spenders"."""
    name = "everybody" if segment is None else names_of(summary)[segment]
    count = how_many(customers_of(summary, segment), "customer")
    return f"Download {name}{f' for {crm}' if crm else ''} ({count})"


def file_name(summary: Summary, part: str) -> str:
    """What a download of a part of the list is called, without an ending."""
    words = re.sub(r"\W+", "_", part.lower()).strip("_")
    return f"{PurePath(summary.source).stem}_{words}"


def safe_name(name: str) -> str:
    """The end of an uploaded file's name, as long as a file's name may be here."""
    return PurePath(name.replace("\\", "/")).name.encode()[-200:].decode(errors="ignore") or "list"


def columns_table(summary: Summary, recipe: Recipe) -> pd.DataFrame:
    """How columns were understood: what is meant, and the column that it was taken from."""
    labels = {feature.name: feature.label for feature in recipe.features}
    rows = [
        (labels.get(name, name.replace("_", " ").capitalize()), header)
        for name, header in summary.columns.items()
    ]
    return pd.DataFrame(rows, columns=["Meaning", "Column in your file"])


def reasons_table(summary: Summary) -> pd.DataFrame:
    """What has no segment, and why: columns What, Why, and how many Rows, or Customers."""
    if summary.taken_out and summary.rows != summary.customers:
        rows = [(c.rule.capitalize(), c.reason, f"{c.rows:,}") for c in summary.taken_out]
        return pd.DataFrame(rows, columns=["What", "Why", "Rows"])
    customers = [(c.rule.capitalize(), c.reason, f"{c.customers:,}") for c in summary.left_out]
    return pd.DataFrame(customers, columns=["What", "Why", "Customers"])


def wanted_columns(model: Model) -> str:
    """Which columns a list must have, as sentences: one for each form that it may come in."""
    needed = {column.name for column in model.recipe.columns if column.required}
    columns = [c.name.replace("_", " ") for c in model.recipe.columns if c.required]
    said = f"Your list needs the columns {', '.join(columns)}. Others may be there too."
    fields = asked_fields(model)
    if needed == {field.name for field in fields}:
        return said
    labels = together([in_a_sentence(field.label) for field in fields])
    return f"{said} Or, one row a customer: {labels}, as in the sample."
