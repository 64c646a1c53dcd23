"""A text as somebody reads it: what hides nothing from a reader hides nothing here."""

import time

import pytest

from blog.text.lookalikes import LOOKALIKES, fold, latin
from blog.text.reading import Reading


def words(text: str) -> list[str]:
    return [word.plain for word in Reading(text).words]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Sit tall, lift ONE knee.", ["sit", "tall", "lift", "one", "knee"]),
        ("v<b></b>iagra", ["viagra"]),
        ("v<i class='x'>ia</i>gra", ["viagra"]),
        ("v<!-- a > b -->iagra", ["viagra"]),
        ("vi\u00adag\u200bra", ["viagra"]),
        ("v**i**agra", ["viagra"]),
        ("v&#105;agra vi&shy;agra", ["viagra", "viagra"]),
        ("\uff36\uff29agra", ["viagra"]),
        ("\U0001f173\U0001f174\U0001f170\U0001f17b", ["deal"]),
        ("e\u0301te\u0301 \u00e9t\u00e9 Stra\u00dfe", ["ete", "ete", "strasse"]),
        ("<p>one</p><p>two</p>three<br>four", ["one", "two", "three", "four"]),
        ('<a href="http://one.example/two" title="three">four</a> &amp; five', ["four", "five"]),
        ("snake_case 2 < 3 and a > b", ["snake", "case", "2", "3", "and", "a", "b"]),
        ("\u6b22\u8fce\u8d4c\u573a", ["\u6b22", "\u8fce", "\u8d4c", "\u573a"]),
        ("", []),
        ("!!! \u2026 \U0001f600", []),
    ],
)
def test_words_go_on_through_what_nobody_sees(text: str, read: list[str]) -> None:
    assert words(text) == read


@pytest.mark.parametrize("text", ["v<b></b>iagra", "v\u200biagra", "v&shy;iagra"])
def test_a_word_knows_where_it_was_written(text: str) -> None:
    reading = Reading(f"Buy {text} now")
    word = reading.words[1]

    assert reading.text[word.start : word.end] == text


def test_letters_that_stand_apart_are_one_word_as_well() -> None:
    def joined(text: str) -> list[str]:
        return [word.plain for word in Reading(text).joined]

    assert joined("v i a g r a") == ["viagra"]
    assert joined("v.i.a.g.r.a") == ["viagra"]
    assert joined("via-gra") == ["viagra"]
    assert joined("c@sino") == ["c@sino"]
    assert joined("I saw a b") == []


def test_a_word_of_another_script_is_odd_only_among_latin_ones() -> None:
    assert [word.is_odd for word in Reading("\u0440\u043e\u0442 \u0438 \u0443\u0445\u043e").words] == [False] * 3
    assert [word.is_odd for word in Reading("Buy \u0440\u043e\u0442 here").words] == [False, True, False]


def test_every_look_alike_is_another_letter_than_the_one_it_stands_for() -> None:
    for letter, others in LOOKALIKES.items():
        for other in others:
            assert not other.isascii()
            assert fold(other) == letter or latin(fold(other)) == letter, (letter, other)


HOSTILE = [
    "<" * 65_000,
    "<a" * 32_500,
    "a<!--" * 13_000,
    "a" + "*" * 65_000,
    "a*" * 32_500,
    "&a" * 32_500,
    "e" + "\u0301" * 65_000,
    "a\u200b" * 32_500,
    "a " * 32_500,
    "a@b " * 16_000,
    "ab-" * 21_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:6]))
def test_no_text_takes_long(text: str) -> None:
    """Four times as much text takes about four times as long; a quadratic reading would take sixteen times."""

    def seconds(text: str) -> float:
        begun = time.process_time()
        _ = Reading(text).seen.text
        return time.process_time() - begun

    quarter = min(seconds(text[: len(text) // 4]) for _ in range(3))
    assert min(seconds(text) for _ in range(2)) < 9 * quarter + 0.05
