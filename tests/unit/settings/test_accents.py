"""Every accent that can be chosen is readable, on light and on dark, as text and under the text of a button."""

import re
from math import cos, radians, sin
from pathlib import Path

import pytest

from blog.settings.keys import Accent

SHEET = (Path(__file__).parents[3] / "blog/static/rejoinder.css").read_text()
LEAST = 4.5

Colour = tuple[float, float, float]
Pair = tuple[Colour, Colour]  # in light and in dark


def test_every_accent_has_a_rule_and_every_rule_is_an_accent() -> None:
    assert set(accents()) == {accent.value for accent in Accent}


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("accent", list(Accent))
def test_every_accent_stands_out_from_what_is_around_it(accent: Accent, scheme: int) -> None:
    colour = accents()[accent][scheme]

    for name in ("paper", "sheet", "shade", "on-accent"):
        assert contrast(colour, token(name)[scheme]) >= LEAST, name


def test_contrast_is_counted_as_the_guidelines_do() -> None:
    black, white, grey = (0.0, 0.0, 0.0), (1.0, 0.0, 0.0), (0.5999, 0.0, 0.0)

    assert contrast(black, white) == pytest.approx(21, abs=0.01)
    assert contrast(white, white) == pytest.approx(1)
    assert contrast(grey, white) == pytest.approx(3.95, abs=0.1)


def accents() -> dict[str, Pair]:
    rules = re.findall(r'\[data-accent="(\w+)"\] \{\s*--accent: (light-dark\(.+\));', SHEET)
    return {name: pair(value) for name, value in rules}


def token(name: str) -> Pair:
    found = re.search(rf"--{name}: (light-dark\(.+\));", SHEET)
    assert found, name
    return pair(found.group(1))


def pair(value: str) -> Pair:
    light, dark = (tuple(map(float, each.split())) for each in re.findall(r"oklch\(([\d. ]+)\)", value))
    return light, dark  # type: ignore[return-value]


def contrast(one: Colour, other: Colour) -> float:
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def luminance(colour: Colour) -> float:
    """From OKLCH by way of linear sRGB; what no screen can show is cut off."""
    lightness, chroma, hue = colour
    a, b = chroma * cos(radians(hue)), chroma * sin(radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short
    red, green, blue = (min(1.0, max(0.0, part)) for part in (red, green, blue))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
