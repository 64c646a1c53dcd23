"""The same words are folded to the same, and apart from each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.text.folding import LONGEST_WORD, MOST_BYTES, MOST_WORDS, fold, searchable, words_in


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Psoas, hip & knee.", "psoas hip knee"),
        ("Ärger ärger A\u0308rger ARGER", "arger arger arger arger"),
        ("Straße STRASSE", "strasse strasse"),
        ("Smørrebrød Łódź œuvre Þór ħ đ ı", "smorrebrod lodz oeuvre thor h d i"),
        ("Ёлка Й", "елка и"),
        ("ΑΘΗΝΑ Αθήνα λόγος ΛΟΓΟΣ", "αθηνα αθηνα λογοσ λογοσ"),
        ("שָׁלוֹם مُحَمَّد", "שלום محمد"),
        ("किताब", "किताब"),
        ("İstanbul ISTANBUL", "istanbul istanbul"),
        ("don't foo_bar-baz 3.14 C++ a@b.example", "don t foo bar baz 3 14 c a b example"),
        ("東京の猫 cat東京", "東 京 の 猫 cat 東 京"),
        ("が ガ ｶﾞ", "が ガ ガ"),
        ("고양이 ANA", "고양이 ana"),
        ("น้ำ", "น้ \u0e4d า"),
        ("ﬁne ½ ﷺ ⑴", "fine 1 2 صلى الله عليه وسلم 1"),
        ("soft\u00adhyphen zero\u200cwidth", "softhyphen zerowidth"),
        ("🦴 — … “” _ \u0301", ""),
        ("y" * 90, "y" * LONGEST_WORD),
    ],
)
def test_texts_are_taken_apart_into_folded_words(text: str, words: str) -> None:
    assert searchable(text) == words


def test_a_word_knows_where_it_stands() -> None:
    text = "Im Café, ½ Straße"
    assert [(word.folded, text[word.start : word.end]) for word in words_in(text)] == [
        ("im", "Im"),
        ("cafe", "Café"),
        ("1", "½"),
        ("2", "½"),
        ("strasse", "Straße"),
    ]


@given(st.text())
def test_what_is_folded_folds_to_itself(text: str) -> None:
    once = searchable(text)
    assert searchable(once) == once


@given(st.text())
def test_a_word_holds_nothing_that_a_database_could_take_for_a_sign(text: str) -> None:
    for word in searchable(text).split(" "):
        assert not set(word) & set(" '\"\\:*&|!<>()-^{}+,\0\n\t")
        assert word == "" or word[0].isalnum() or fold(word) == word


def test_the_end_of_an_endless_text_is_left_out() -> None:
    assert searchable("a " * 50_000).count("a") == MOST_WORDS
    assert len(searchable("\U00020000" * 300_000).encode()) <= MOST_BYTES
    assert searchable("a " * 50_000 + "needle").endswith("a")
