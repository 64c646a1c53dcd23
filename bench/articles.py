"""A long article as a careful author writes it: headings, links, lists, tables, footnotes, quotations and code."""

from collections.abc import Iterator
from itertools import count, cycle, islice

_WORDS = (
    "the muscle joins the lower spine to the legs and it shortens when we sit all day so stand up now and "
    "then walk a little breathe out slowly and let the hip open without any force because it likes to be asked"
).split()

_CODE = '''```python
def distances(points: list[tuple[float, float]], origin=(0.0, 0.0)) -> dict[int, float]:
    """How far each point is away."""
    found = {}
    for number, (x, y) in enumerate(points):
        if x is None or y is None:  # a gap in the measurement
            continue
        found[number] = ((x - origin[0]) ** 2 + (y - origin[1]) ** 2) ** 0.5
    return {key: round(value, 3) for key, value in sorted(found.items()) if value > 0 and key != "total"}
```

'''
_TABLE = "| muscle | from | to | weight |\n|:--|:--|:--|--:|\n"


def article(size: int) -> str:
    """An article of about so many characters, cut at the end of a section."""
    text, sections = "", _sections()
    while len(text) < size - 6_000:
        text += next(sections)
    return text


def _sections() -> Iterator[str]:
    words = cycle(_WORDS)
    for number in count(1):
        yield f"## Section {number}, {' '.join(islice(words, 4))}\n\n"
        yield _paragraph(words, number) * 2
        yield f"> {' '.join(islice(words, 30))}.\n\n"
        yield "".join(f"- **{' '.join(islice(words, 2))}** {' '.join(islice(words, 10))}\n" for _ in range(5)) + "\n"
        yield _paragraph(words, number) + _CODE * (number % 2)
        yield f"### And {' '.join(islice(words, 3))}\n\n" + _paragraph(words, number)
        if number % 4 == 0:
            yield _TABLE + "".join(f"| {' | '.join(islice(words, 4))} |\n" for _ in range(8)) + "\n"
        yield f"{' '.join(islice(words, 40))}.[^{number}]\n\n[^{number}]: {' '.join(islice(words, 20))}.\n\n"


def _paragraph(words: Iterator[str], number: int) -> str:
    chosen = list(islice(words, 80))
    chosen[7] = f"*{chosen[7]}*"
    chosen[30] = f"`{chosen[30]}()`"
    chosen[60] = f"[{chosen[60]} {chosen[61]}](https://example.org/a-page/{number}?from=here&to=there_too)"
    return " ".join(chosen).capitalize() + ".\n\n"
