"""A number together with what it counts."""


def how_many(count: int, one: str, more: str | None = None) -> str:
    """A count in words that agree with it: "1 row", "2,000 rows", "1 cell does".

    Args:
        one: what is said of one.
        more: what is said of any other number; `one` with an s where it is not given.
    """
    return f"{count:,} {one if count == 1 else more or f'{one}s'}"


def how_long(days: int) -> str:
    """A stretch of days in words: "700 days", from two years on "88 years"."""
    years = round(days / 365.25)
    return how_many(days, "day") if years < 2 else how_many(years, "year")
