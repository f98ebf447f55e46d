"""What a column says as moments: one way for a whole column."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from segmentation.customers.values.counted_dates import (
    RANGES,
    SAID,
    Kind,
    counted,
    number_in,
    of_kinds,
)
from segmentation.customers.values.counting import how_many_of_each
from segmentation.customers.values.month_names import (
    NAMED,
    NAMED_MONTHS,
    NAMED_SHORT,
    with_numbered_months,
)
from segmentation.customers.values.notation import Notation
from segmentation.customers.values.strptime import believable, try_strptime
from segmentation.customers.values.texts import text_of
from segmentation.customers.values.zones import from_utc, has_offset, told_in, without_offset
from segmentation.sources.engines.computed import computed_once

# Dates after their separators have become "-" and a "T" before the time a space.
CLOCKS = ("", " %H:%M", " %H:%M:%S", " %H:%M:%S-%f", " %I:%M %p", " %I:%M:%S %p")
IN_UTC = (" %H:%M:%SZ", " %H:%M:%S-%fZ")
COMPACT = ("%Y%m%d %H%M%S", "%Y%m%d %H%M")
YEAR_FIRST = [
    *(f"{date}{clock}" for date in ("%Y-%m-%d", "%Y%m%d") for clock in (*CLOCKS, *IN_UTC)),
    *COMPACT,
]
DAY_FIRST = [f"%d-%m-%Y{clock}" for clock in (*CLOCKS, *IN_UTC)]
MONTH_FIRST = [f"%m-%d-%Y{clock}" for clock in (*CLOCKS, *IN_UTC)]
ALL_FORMATS = [*YEAR_FIRST, *DAY_FIRST, *MONTH_FIRST]
SHORT_DAY_FIRST = [f"%d-%m-%y{clock}" for clock in CLOCKS]
SHORT_MONTH_FIRST = [f"%m-%d-%y{clock}" for clock in CLOCKS]
MONTHS_ONLY = ["%Y-%m", "%m-%Y"]
# Beside a month's name a dot has become a space.
NAMED_CLOCKS = (*(clock.replace("-", " ") for clock in CLOCKS),)
# 4:05PM, 4:05 p. m.; 16h05; 16:05 Uhr.
HALF_OF_DAY = r" ?([AP])\.? ?M\.?$"
HOURS_AND_MINUTES = r"([0-9]) ?H ?([0-9]{2})$"
OCLOCK = r" ?UHR$"
LOOKED_AT = 1_000
A_CENTURY = 100
PLAIN, SHORT_YEARS, SHORT_NAMED = "plain", "short years", "named, short years"


@dataclass(frozen=True)
class MomentColumn:
    """A column's moments (lazy), null where a value cannot be read as one.

    `told` are sentences on what was converted, and on what could be read otherwise.
    """

    value: ir.TimestampValue
    told: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Way:
    """One way to write moments: a text (lazy) and the formats that it can have.

    `month_first` are those for the other order of day and month, where it can be open.
    """

    text: ir.StringValue
    formats: Sequence[str]
    month_first: Sequence[str] = ()

    def moment(self, *, month_first: bool = False) -> ir.TimestampValue:
        formats = self.month_first if month_first else self.formats
        return believable(try_strptime(self.text, list(formats)))

    def fits(self) -> ir.BooleanValue:
        """Whether a text can be read, with either order."""
        return believable(try_strptime(self.text, [*self.formats, *self.month_first])).notnull()


def moment_of(raw: ir.Column, notation: Notation) -> ir.TimestampValue:
    """Date and time; null where a value cannot be read as one."""
    return read_moments(raw, notation).value


def read_moments(
    raw: ir.Column, notation: Notation, latest_year: int | None = None
) -> MomentColumn:
    """Date and time, and how a column is read.

    The way in which most of its first 1,000 values are written decides for all. Times with an
    offset, and numbers of seconds, are told in UTC, or in the zone that `notation` names. Years
    of two digits are at most `latest_year`, as those of births are; without it 2068.
    """
    type_ = raw.type()
    if type_.is_date() or type_.is_timestamp():
        moment = raw.cast("timestamp")
        is_zoned = type_.is_timestamp() and type_.timezone
        return MomentColumn(from_utc(moment, notation.zone) if is_zoned else moment)
    if type_.is_numeric():
        kinds = how_many_of_each(of_kinds(number_in(raw)))
        return _counted(raw, max(kinds, key=kinds.get), notation)
    capitals = text_of(raw).upper()
    formats, is_plain = _first_look(_with_dashes(capitals), notation)
    plain = _Way(_with_dashes(capitals), *_orders(formats))
    best = PLAIN if is_plain else _best_way(capitals, notation)
    if best in RANGES:
        return _counted(raw, best, notation)
    if best == PLAIN:
        return _written(raw, plain, notation)
    read = _written(raw, _ways(**_forms(capitals))[best], notation)
    if best in (SHORT_YEARS, SHORT_NAMED):
        read = _with_short_years(raw, read, latest_year)
    return _with_offsets(raw, capitals, read, notation)


def _with_dashes(capitals: ir.StringValue) -> ir.StringValue:
    return capitals.translate("/.T,", "-- ")


def _first_values(text: ir.StringValue) -> ir.Table:
    first = text.as_table().rename(text=text.get_name())
    return first.drop_null("text").limit(LOOKED_AT)


def _first_look(text: ir.StringValue, notation: Notation) -> tuple[list[str], bool]:
    """All formats, those first that fit most of the first values: each try costs time.

    Beside them whether there is no other way to look for: one of the formats fits each of these
    values, or most have no digit.
    """
    first = _first_values(text)
    fits = {format: try_strptime(first.text, [format]).count() for format in ALL_FORMATS}
    read = believable(try_strptime(first.text, ALL_FORMATS)).count()
    digits = first.text.re_search("[0-9]").sum().fill_null(0)
    looks = first.aggregate(**fits, read=read, digits=digits, there=first.text.count())
    counts = looks.execute().iloc[0]
    by_fit = sorted(ALL_FORMATS, key=lambda format: -counts[format])
    is_read = counts["read"] == counts["there"] and not notation.zone
    return by_fit, bool(is_read or 2 * counts["digits"] < counts["there"])


def _orders(formats: Sequence[str]) -> tuple[list[str], list[str]]:
    """Formats with the day first, and with the month first where that order can be open."""
    day_first = [format for format in formats if format not in MONTH_FIRST]
    if formats[0] in YEAR_FIRST:
        return day_first, []
    return day_first, [format for format in formats if format not in DAY_FIRST]


def _forms(capitals: ir.StringValue) -> dict[str, ir.StringValue]:
    """A text in the two forms in which it is read: with dashes, and with months as numbers."""
    bare = without_offset(capitals).re_replace(HALF_OF_DAY, r" \1M").re_replace(OCLOCK, "")
    clocked = bare.re_replace(HOURS_AND_MINUTES, r"\1:\2")
    return {"dashes": _with_dashes(clocked), "named": with_numbered_months(clocked)}


def _ways(dashes: ir.StringValue, named: ir.StringValue) -> dict[str, _Way]:
    """The ways to write moments but those with numbers alone, the likeliest first."""
    return {
        "offset": _Way(dashes, [*YEAR_FIRST, *DAY_FIRST], [*YEAR_FIRST, *MONTH_FIRST]),
        "named": _Way(named, [f"{date}{clock}" for date in NAMED for clock in NAMED_CLOCKS]),
        SHORT_YEARS: _Way(dashes, SHORT_DAY_FIRST, SHORT_MONTH_FIRST),
        SHORT_NAMED: _Way(named, [f"{d}{clock}" for d in NAMED_SHORT for clock in NAMED_CLOCKS]),
        "months": _Way(dashes, MONTHS_ONLY),
        "named months": _Way(named, NAMED_MONTHS),
    }


def _best_way(capitals: ir.StringValue, notation: Notation) -> str:
    """The name of the way in which most of the first values are written, or their kind of number.

    Where a zone is given, times in UTC are not taken as they stand.
    """
    first = _first_values(capitals)
    # Their forms are made once: each way would have them written out again.
    looked_at = computed_once(first.mutate(**_forms(first.text)))
    ways = _ways(looked_at.dashes, looked_at.named)
    if not notation.zone:
        ways = {PLAIN: _Way(_with_dashes(looked_at.text), ALL_FORMATS), **ways}
    conditions = {name: way.fits() for name, way in ways.items()}
    counts = how_many_of_each(conditions | of_kinds(number_in(looked_at.text)))
    return max(counts, key=counts.get)


def _counted(raw: ir.Column, kind: Kind, notation: Notation) -> MomentColumn:
    number = number_in(raw)
    moment = counted(number, kind, notation.zone)
    if kind not in SAID:
        return MomentColumn(moment)
    example, day = _example(raw, moment, moment.notnull())
    told = f'Column "{raw.get_name()}" is read as {SAID[kind]}: {example} is {day}.'
    return MomentColumn(moment, (told,))


def _with_short_years(raw: ir.Column, read: MomentColumn, latest_year: int | None) -> MomentColumn:
    moment, how, shown = read.value, "69 to 99 of them before 2000", read.value.notnull()
    if latest_year is not None:
        is_later = moment.year() > latest_year
        shown = is_later if how_many_of_each({"later": is_later})["later"] else shown
        moment = is_later.ifelse(moment - ibis.interval(years=A_CENTURY), moment)
        how = f"none of them after {latest_year}"
    example, day = _example(raw, moment, shown)
    told = f'In column "{raw.get_name()}" years have two digits, {how}: {example} is {day}.'
    return MomentColumn(moment, (*read.told, told))


def _with_offsets(
    raw: ir.Column, capitals: ir.StringValue, read: MomentColumn, notation: Notation
) -> MomentColumn:
    if not how_many_of_each({"offset": has_offset(capitals)})["offset"]:
        return read
    zone = notation.zone or "UTC"
    other = "" if notation.zone else ' "--zone NAME" reads them in that of a shop.'
    told = f'Times with an offset in column "{raw.get_name()}" are read in {zone}.{other}'
    moment = told_in(read.value, capitals, notation.zone)
    return MomentColumn(moment, (*read.told, told))


def _written(raw: ir.Column, way: _Way, notation: Notation) -> MomentColumn:
    """Moments by the order of day and month that fits more values: in doubt the day is first."""
    if not way.month_first:
        return MomentColumn(way.moment())
    if notation.dates:
        return MomentColumn(way.moment(month_first=notation.dates == "month-first"))
    day, month = way.moment(), way.moment(month_first=True)
    counts = how_many_of_each(
        {"day": day.notnull(), "month": month.notnull(), "differ": day != month}
    )
    if counts["month"] > counts["day"]:
        return MomentColumn(month)
    if counts["month"] < counts["day"] or not counts["differ"]:
        return MomentColumn(day)
    example, read = _example(raw, day, day != month)
    told = (
        f'In column "{raw.get_name()}" day and month could be swapped in every row; the day is '
        f'taken first, {example} as {read}. "--dates month-first" reads them the other way.'
    )
    return MomentColumn(day, (told,))


def _example(raw: ir.Column, moment: ir.TimestampValue, where: ir.BooleanValue) -> tuple[str, str]:
    """The newest of a column's moments, as it is written, and the day that it is read as."""
    found = ibis.struct({"moment": moment, "text": raw.cast("string")})
    newest = where.ifelse(found, ibis.null(found.type())).max().execute()
    return newest["text"], _said(newest["moment"])


def _said(moment: datetime.datetime) -> str:
    return f"{moment.day} {moment:%B %Y}"
