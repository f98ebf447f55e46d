"""The colours of cells between two ends, what lies in the middle being no colour."""

from segmentation.showing.charts.style import DIVERGING


def tone(value: float, widest: float, theme: str) -> str:
    """The colour of a value between -widest and widest: "#86AEE0"; no number has that of 0."""
    low, middle, high = (colour for _, colour in DIVERGING[theme])
    if value != value or not widest:
        return middle
    part = min(abs(value) / widest, 1.0)
    end = high if value > 0 else low
    mixed = (
        round(one + (other - one) * part) for one, other in zip(_channels(middle), _channels(end))
    )
    return "#" + "".join(f"{channel:02X}" for channel in mixed)


def _channels(colour: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
