"""The geometry of small charts: numbers in, places in an SVG out. What they say stands in words and tables beside."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 600.0  # units of the drawing; it is scaled to the page
GAP = 0.2  # of the width of a column


@dataclass(frozen=True)
class Bar:
    """A rectangle of a drawing that is `WIDTH` wide, measured from its top left."""

    x: float
    y: float
    width: float
    height: float
    value: int


def columns(values: Sequence[int], height: float, largest: int) -> tuple[Bar, ...]:
    """A column for each value, side by side; `largest` is as high as the drawing. A value of 0 has no column."""
    step = WIDTH / max(len(values), 1)
    bars = []
    for number, value in enumerate(values):
        high = round(height * value / largest, 2) if largest else 0.0
        bars.append(
            Bar(round(step * (number + GAP / 2), 2), round(height - high, 2), round(step * (1 - GAP), 2), high, value)
        )
    return tuple(bars)


def length(value: int, largest: int) -> float:
    """How long a bar is that lies on its side."""
    return round(WIDTH * value / largest, 2) if largest else 0.0
