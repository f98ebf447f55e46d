"""The answer for one customer as a note to keep: what it says, and as plain text."""

from dataclasses import dataclass

import pandas as pd

from segmentation.answering.answer import Answer, group_in_words
from segmentation.answering.similar import similar_in_words
from segmentation.models.model import Model
from segmentation.showing.tables.about import in_one_line
from segmentation.showing.tables.customers import UNBROKEN, beside


@dataclass(frozen=True)
class Note:
    """What a note says: the segment's name, what it is, and sections of sentences.

    `sections` are the sentences under each heading, without those that would be empty.
    `values` is the customer beside others, as `views.customers.beside` returns it.
    """

    name: str
    opening: list[str]
    sections: dict[str, list[str]]
    similar: str
    values: pd.DataFrame
    origin: str


def note_of(model: Model, found: Answer) -> Note:
    """What is worth keeping of an answer."""
    assignment, segment = found.assignment, found.assignment.segment
    opening = [
        f"{found.sure}." if found.sure else "",
        segment.description,
        group_in_words(assignment.rfm_group) if assignment.rfm_group else "",
    ]
    sections = {
        "Take care": found.cautions,
        "Ideas to test": [f"{idea.what} {idea.why}" for idea in found.ideas],
        "Why": found.reasons,
        "What would change it": found.changes,
    }
    values = assignment.values
    return Note(
        name=segment.name,
        opening=[sentence for sentence in opening if sentence],
        sections={heading: said for heading, said in sections.items() if said},
        similar=similar_in_words(found.similar, values, model),
        values=beside(model.card, segment, values, model.recipe, found.similar),
        origin=in_one_line(model.card),
    )


def note_text(model: Model, found: Answer) -> str:
    """The note as text to copy: one sentence a line, headings in lines of their own."""
    note = note_of(model, found)
    parts = [[note.name, *note.opening]]
    parts += [[heading, *map(_item, said)] for heading, said in note.sections.items()]
    parts += [["This customer beside others", note.similar, *_value_lines(note.values)]]
    parts += [[note.origin]]
    return "\n\n".join("\n".join(part) for part in parts).replace(UNBROKEN, " ")


def _item(sentence: str) -> str:
    return f"- {sentence}"


def _value_lines(values: pd.DataFrame) -> list[str]:
    _, own, *others = values.columns
    return [
        f"- {row['Feature']}: {row[own]} "
        f"({'; '.join(f'{_small(name)} {row[name]}' for name in others)})"
        for row in values.to_dict("records")
    ]


def _small(heading: str) -> str:
    return heading[0].lower() + heading[1:]
