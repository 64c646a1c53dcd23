"""The shape of what was typed, whatever it says: measures in steps, and marks that are there or not."""

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

# Each measure and where its steps begin; below the first one is step 0.
STEPS: dict[str, tuple[float, ...]] = {
    "length": (20, 50, 80, 110, 140, 170, 250, 500, 1000, 3000),
    "words": (2, 4, 8, 12, 16, 20, 24, 28, 50, 100),
    "word_length": (3, 3.5, 4, 4.5, 5, 6),
    "links": (1, 2, 3, 6),
    "capitals": (2, 5, 10, 20, 40, 70),  # percent of the letters
    "digits": (0.01, 2, 5, 10, 20),  # percent of the characters
    "longest_number": (1, 2, 4, 5, 7, 10),
    "exclamations": (1, 2, 3, 6),
    "questions": (1, 2),
    "seconds": (2, 5, 10, 20, 40, 80, 160, 320),
}
MARKS = {
    "money": re.compile(r"[£$€¥₽]"),
    "exclamation_run": re.compile(r"!!"),
    "repeated_letter": re.compile(r"([a-z])\1\1", re.IGNORECASE),
    "dots": re.compile(r"\.\.\."),
    "markup": re.compile(r"&\w+;|<"),
    "link_markup": re.compile(r"\[/?url|\]\(|<a\s", re.IGNORECASE),
    "small_start": re.compile(r"\A[a-z]"),
    "shouted_word": re.compile(r"\b[A-Z]{3,}\b"),
    "capital_inside": re.compile(r"[a-z][A-Z]"),
    "no_space_after_stop": re.compile(r"[a-z][.,!?][A-Za-z]"),
}
OFTEN = 3  # times that a word is repeated in a text
LETTERS_LOOKED_AT = 300


def shape_of(name: str, url: str, text: str, words: Sequence[str], links: int) -> Iterator[str]:
    """`measure=step` for each measure, and the marks that are there."""
    for measure, value in _measures(text, words, links).items():
        yield f"{measure}={bisect_right(STEPS[measure], value)}"
    yield from (mark for mark, pattern in MARKS.items() if pattern.search(text))
    if any(count >= OFTEN for count in Counter(words).values()):
        yield "repeated_word"
    if url:
        yield "website"
    if any(character.isdigit() for character in name):
        yield "digit_in_name"
    yield from (f"script={script}" for script in _scripts(text))


def timing_of(seconds_taken: float | None) -> Iterator[str]:
    if seconds_taken is None:
        yield "untold"
    else:
        yield f"seconds={bisect_right(STEPS['seconds'], seconds_taken)}"


def step_of(measure: str, step: int) -> tuple[float | None, float | None]:
    """From where to below where a step reaches; None where it is open."""
    edges = STEPS[measure]
    return (edges[step - 1] if step else None), (edges[step] if step < len(edges) else None)


def _measures(text: str, words: Sequence[str], links: int) -> dict[str, float]:
    letters = [character for character in text if character.isalpha()]
    numbers = re.findall(r"[0-9]+", text)
    return {
        "length": len(text),
        "words": len(words),
        "word_length": sum(map(len, words)) / max(1, len(words)),
        "links": links,
        "capitals": 100 * sum(letter.isupper() for letter in letters) / max(1, len(letters)),
        "digits": 100 * sum(map(len, numbers)) / max(1, len(text)),
        "longest_number": max(map(len, numbers), default=0),
        "exclamations": text.count("!"),
        "questions": text.count("?"),
    }


def _scripts(text: str) -> list[str]:
    """The scripts of its letters, such as `latin`, `cyrillic`, `cjk`."""
    if text.isascii():
        return ["latin"]
    letters = [character for character in text if character.isalpha()][:LETTERS_LOOKED_AT]
    return sorted({unicodedata.name(letter, "unknown").partition(" ")[0].lower() for letter in letters})
