"""Pieces of text with the hits in them, never HTML."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.search.highlights import LONGEST_SNIPPET, Piece, highlight, snippet
from blog.text.search_query import parse_query


def marked(pieces: list[Piece]) -> str:
    return "".join(f"[{piece.text}]" if piece.is_hit else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("text", "query", "shown"),
    [
        ("The Psoas and the psoas", "psoas", "The [Psoas] and the [psoas]"),
        ("Ein Café, das CAFÉ", "cafe", "Ein [Café], das [CAFÉ]"),
        ("Die Straße", "STRASSE", "Die [Straße]"),
        ("breath breathing", "breath*", "[breath] [breathing]"),
        ("breath breathing", "breath", "[breath] breathing"),
        ("Lift  one, knee. One lift", '"lift one knee"', "[Lift  one, knee]. One lift"),
        ("one two three", '"one two" "two three"', "[one two three]"),
        ("東京都の京都", "京都", "東[京都]の[京都]"),
        ("a ½ b", "2", "a [½] b"),
        ("hip", "knee", "hip"),
        ("hip", "hip -knee", "[hip]"),
        ("<b>hip</b>", "hip", "<b>[hip]</b>"),
        ("", "hip", ""),
    ],
)
def test_hits_are_marked_in_the_words_as_they_were_written(text: str, query: str, shown: str) -> None:
    assert marked(highlight(text, parse_query(query).wanted)) == shown


def test_a_snippet_holds_the_stretch_with_the_most_hits() -> None:
    text = "hip " + "filler " * 200 + "the hip, the hip\nand the knee " + "filler " * 200
    shown = marked(snippet(text, parse_query("hip knee").wanted))

    assert shown.startswith("… filler")
    assert "the [hip], the [hip] and the [knee] filler" in shown
    assert shown.endswith("filler …")
    assert len(shown) < LONGEST_SNIPPET + 20


def test_a_text_without_a_hit_shows_its_beginning() -> None:
    assert marked(snippet("filler " * 200, parse_query("hip").wanted)).startswith("filler filler")
    assert marked(snippet("short\n\ntext", parse_query("hip").wanted)) == "short text"


@given(st.text(), st.sampled_from(["hip", "a*", '"a b"', "½", "東"]))
def test_the_pieces_are_the_text(text: str, query: str) -> None:
    assert "".join(piece.text for piece in highlight(text, parse_query(query).wanted)) == text


@given(st.text(alphabet="ab hip\n", max_size=3000), st.sampled_from(["hip", "a*", '"a b"']))
def test_a_snippet_is_never_long_and_comes_from_the_text(text: str, query: str) -> None:
    pieces = snippet(text, parse_query(query).wanted)
    shown = "".join(piece.text for piece in pieces if piece.text not in ("… ", " …"))

    assert len(shown) <= LONGEST_SNIPPET
    assert shown in " ".join(text.split())
