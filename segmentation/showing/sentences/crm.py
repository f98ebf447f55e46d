"""What has to be there in a CRM before a list is imported."""

from collections.abc import Mapping

from segmentation.scoring.lists.crm import Crm
from segmentation.scoring.scored_columns import UNLIKE_ANYONE
from segmentation.words import together


def before_the_import(crm: Crm, ours: Mapping[str, str]) -> str:
    """Which fields somebody has to make in the CRM, of which kind, and what else to know.

    Args:
        ours: the columns that scoring added to the list, by what they are.
    """
    text, day, truth = crm.kinds
    kinds = {} if crm.tags else {crm.segment: text}
    kinds[crm.date] = day
    kinds |= {
        there: truth if what == UNLIKE_ANYONE else text
        for what, there in crm.told.items()
        if what in ours
    }
    needed = together([f"{there} ({kind})" for there, kind in kinds.items()])
    return f"{crm.title} must have these {crm.fields} first: {needed}. {crm.beware}"
