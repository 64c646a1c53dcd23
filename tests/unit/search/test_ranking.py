"""Which of two results comes first."""

from blog.search.ranking import Candidate, ranked
from blog.text.search_query import parse_query


def order(text: str, *documents: tuple[str, str]) -> list[int]:
    candidates = [Candidate(number, title, words) for number, (title, words) in enumerate(documents)]
    return ranked(candidates, parse_query(text).wanted)


def test_a_word_in_the_title_counts_more_than_many_in_the_text() -> None:
    assert order("hip", ("other", "hip hip knee hip"), ("hip", "words")) == [1, 0]


def test_more_hits_come_first_and_in_the_shorter_text() -> None:
    assert order("hip", ("", "hip a b c"), ("", "hip a hip c")) == [1, 0]
    assert order("hip", ("", "hip" + " a" * 90), ("", "hip a b c")) == [1, 0]


def test_all_words_count() -> None:
    assert order("hip knee", ("", "hip knee a a a"), ("", "hip knee a knee a")) == [1, 0]


def test_phrases_and_prefixes_count_as_they_are() -> None:
    assert order('"one knee"', ("", "knee one knee one"), ("", "one knee a one knee")) == [1, 0]
    assert order("kne*", ("", "knee a b"), ("", "knee kneel b")) == [1, 0]


def test_of_equals_the_newest_that_came_first_stays_first() -> None:
    assert order("hip", *[("", "hip a")] * 3) == [0, 1, 2]
    assert order("hip") == []
