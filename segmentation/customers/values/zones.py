"""Times with the offset of their zone: what they are in UTC, or in the zone of a shop."""

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir

# Hours from UTC. Abbreviations that several zones share are not among them.
ABBREVIATIONS = {
    "Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "WEST": 1, "BST": 1, "CET": 1, "CEST": 2, "MEZ": 1,
    "MESZ": 2, "EET": 2, "EEST": 3, "EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6,
    "PST": -8, "PDT": -7, "JST": 9, "AEST": 10, "AEDT": 11,
}  # fmt: skip
NAMES = "|".join(sorted(ABBREVIATIONS, key=lambda name: (-len(name), name)))
# Only after a time of day: 2024-01-05 has no offset of five hours.
OFFSET = (
    r"^(.*(?:[0-9]:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?(?: ?[AP]M)?|[0-9]{8}T[0-9]{4,6}))"
    rf" ?(?:({NAMES})|(?:UTC|GMT)?([-+][0-9]{{2}}):?([0-9]{{2}})?)(?: \([^)]*\))?$"
)
TIME, NAME, HOURS, MINUTES = 1, 2, 3, 4


@ibis.udf.scalar.builtin(
    name="timezone", signature=((dt.string, dt.timestamp), dt.Timestamp("UTC"))
)
def moment_in(zone, moment):
    """DuckDB's own: the moment when clocks in the zone show that time."""


@ibis.udf.scalar.builtin(
    name="timezone", signature=((dt.string, dt.Timestamp("UTC")), dt.timestamp)
)
def clock_in(zone, moment):
    """DuckDB's own: what clocks in the zone show at that moment."""


def has_offset(text: ir.StringValue) -> ir.BooleanValue:
    """Whether a time says how far it is from UTC; of text in capitals."""
    return text.re_search(OFFSET)


def without_offset(text: ir.StringValue) -> ir.StringValue:
    """The text as far as its offset."""
    return text.re_replace(OFFSET, r"\1")


def told_in(moment: ir.TimestampValue, text: ir.StringValue, zone: str | None) -> ir.TimestampValue:
    """A moment whose text has an offset, in UTC or the zone; any other as it is."""
    hours = text.re_extract(OFFSET, HOURS)
    sign = hours.startswith("-").ifelse(-1, 1)
    named = text.re_extract(OFFSET, NAME)
    minutes = ibis.cases(
        (
            hours != "",
            hours.try_cast("int64") * 60
            + sign * text.re_extract(OFFSET, MINUTES).try_cast("int64").fill_null(0),
        ),
        (named != "", named.cases(*ABBREVIATIONS.items()) * 60),
    )
    utc = moment - minutes.as_interval("m")
    return ibis.coalesce(from_utc(utc, zone), moment)


def from_utc(moment: ir.TimestampValue, zone: str | None) -> ir.TimestampValue:
    """A time in UTC as clocks in the zone show it; itself without a zone."""
    return clock_in(zone, moment_in("UTC", moment)) if zone else moment
