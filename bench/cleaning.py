"""What it costs to make a comment safe: ordinary text of three sizes, and hostile text against ordinary.

Times are CPU times of this process, the best of a few runs, so that neighbours on the machine matter little.
"""

import time
from collections.abc import Callable, Iterator
from itertools import cycle, islice

from blog.text import budget
from blog.text.plain import storable
from blog.text.render import render_comment

LARGEST = 65_525

_WORDS = (
    "the muscle joins the lower spine to the legs and it shortens when we sit all day so stand up now and "
    "then walk a little breathe out slowly and let the hip open without any force because it likes to be asked"
).split()

# Each is repeated, alone, as often as the budget allows, and spread evenly over a text of the largest size.
HOSTILE_UNITS = {
    "openers of emphasis": "*a ",
    "closers of emphasis": "a_ ",
    "nested emphasis": "*a **a ",
    "emphasis in words": "a*",
    "brackets": "[",
    "openers of links": "[a",
    "closers of links": "a]",
    "links with emphasis": "[ a_",
    "links that never end": "[a](b",
    "links with a title that never ends": '[a](b "c',
    "whole links": "[a](http://b.c) ",
    "images": "![a](b) ",
    "backticks": "`",
    "pairs of backticks": "`` ",
    "strikethrough": "~~a ",
    "backslashes": "\\*",
    "ampersands": "&",
    "unknown entities": "&foo ",
    "entities": "&quot;",
    "numbered entities": "&#x41;",
    "spaces that don't break": "\xa0",
    "quotation marks": '"',
    "less than": "<",
    "autolinks that never end": "<http://a",
    "autolinks": "<http://a.b> ",
    "tags that never end": "<a ",
    "attributes that never end": "<a title='",
    "end tags that never end": "</",
    "comments that never end": "<!--",
    "open tags": "<b>",
    "nested blocks": "<div>\n",
    "tags in blocks": "<b><p>",
    "whole elements": "<b>x</b>",
    "links as tags": "<a href='http://x.y'>x</a>",
    "line breaks as tags": "<br>",
    "tables as tags": "<table><tr><td>",
    "programs": "<script></script>",
    "drawings": "<svg>",
    "many attributes": "<b a=1 b=2 c=3 d=4>",
    "www": "www.",
    "bare addresses": "http://a.b ",
    "schemes": "https://",
    "letters and dashes": "a-",
    "line ends": "\n",
    "short lines": "a\n",
    "short paragraphs": "a\n\n",
    "hard breaks": "a  \n",
    "list items": "- a\n",
    "loose list items": "- a\n\n",
    "numbered items": "1. a\n",
    "nested lists": "- - - - a\n",
    "indented lists": "+ a\n  + b\n    + c\n",
    "quotations": "> a\n\n",
    "nested quotations": "> ",
    "lazy quotations": "> > > a\nb\nb\nb\nb\n",
    "lists in quotations": "> - > - a\n",
    "rules": "---\n",
    "headings": "# a\n",
    "underlined headings": "a\n=\n",
    "fences": "```\n",
    "indented code": "    a\n\n",
    "tabs": "\t- a\n",
    "pipes": "|a|b|\n",
    "tables": "|a|b|\n|-|-|\n|c|d|\n\n",
    "footnotes": "[^1] ",
    "combining marks": "\u0301",
    "right to left": "\u202e",
    "spaces": " ",
    "one word": "a",
}


def measure() -> list[str]:
    """Lines to print: ms for 1, 10 and 60 kB, how the cost per kB grows, and the dearest hostile texts."""
    times = {kilobytes: milliseconds(render_comment, ordinary(kilobytes * 1000)) for kilobytes in (1, 10, 60)}
    lines = [f"cleaning {size:2} kB of ordinary text: {ms:.1f} ms" for size, ms in times.items()]
    lines.append(f"cost per kB, 60 kB against 10 kB: {(times[60] / 60) / (times[10] / 10):.2f}")
    ratios = sorted(hostile_ratios(), reverse=True)
    lines += [f"hostile against ordinary at {LARGEST} characters: {ratio:.2f} ({name})" for ratio, name in ratios[:5]]
    return lines


def hostile_ratios() -> Iterator[tuple[float, str]]:
    """For each hostile text, what it costs against ordinary text of the same size, measured around it."""
    usual = milliseconds(render_comment, ordinary(LARGEST))
    for name, text in hostile_texts():
        yield milliseconds(render_comment, text, runs=2) / usual, name


def hostile_texts() -> Iterator[tuple[str, str]]:
    for name, unit in HOSTILE_UNITS.items():
        yield name, (unit * LARGEST)[:LARGEST]
        allowed = as_many_as_allowed(unit)
        if len(allowed) < LARGEST:
            yield f"{name}, within the budget", allowed
            yield f"{name}, spread out", spread(unit, len(allowed) // len(unit))


def as_many_as_allowed(unit: str) -> str:
    """The unit as often as the budget for comments allows."""
    least, most = 0, LARGEST // len(unit)
    while least < most:
        middle = (least + most + 1) // 2
        if budget.excess(storable(unit * middle), budget.COMMENT):
            most = middle - 1
        else:
            least = middle
    return unit * least


def spread(unit: str, count: int) -> str:
    """So many units with words between them, in a text of the largest size."""
    room = LARGEST // max(count, 1) - len(unit)
    between = " ".join(islice(cycle(_WORDS), room))[: max(room, 0)]
    return ((unit + between) * count)[:LARGEST]


def ordinary(size: int) -> str:
    """Paragraphs of prose with now and then an emphasis or a link."""
    words, text = cycle(_WORDS), ""
    while len(text) < size:
        text += _paragraph(words) + "\n\n"
    return text[:size]


def _paragraph(words: Iterator[str]) -> str:
    chosen = list(islice(words, 90))
    chosen[7] = f"*{chosen[7]}*"
    chosen[30] = f"**{chosen[30]}**"
    chosen[60] = f"[{chosen[60]}](https://example.org/a?b=c&d=e)"
    return " ".join(chosen).capitalize() + "."


def milliseconds(act: Callable[[str], object], text: str, runs: int = 3) -> float:
    """CPU time of the quickest of a few runs."""
    return min(_once(act, text) for _ in range(runs))


def _once(act: Callable[[str], object], text: str) -> float:
    begin = time.process_time()
    act(text)
    return (time.process_time() - begin) * 1000


if __name__ == "__main__":
    print("\n".join(measure()))
