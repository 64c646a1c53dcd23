"""What a reader types, and what the databases are told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.text.search_query import (
    LONGEST_QUERY,
    MOST_TERMS,
    SHORTEST_PREFIX,
    Term,
    easier_queries,
    parse_query,
    to_fts5,
    to_tsquery,
)


def term(words: str, is_prefix: bool = False) -> Term:
    return Term(tuple(words.split()), is_prefix)


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        ("psoas Hip", [term("psoas"), term("hip")], []),
        ("wor*", [term("wor", True)], []),
        ("w*", [term("w")], []),
        ("*wor*d*", [term("wor d")], []),
        ('"lift one  KNEE"', [term("lift one knee")], []),
        ('"lift one kn"*', [term("lift one kn", True)], []),
        ('"never ends', [term("never ends")], []),
        ("“curly” „quotes“ «these»", [term("curly"), term("quotes"), term("these")], []),
        ('a -b -"c d" -ef*', [term("a")], [term("b"), term("c d"), term("ef", True)]),
        ("−minus －sign", [], [term("minus"), term("sign")]),
        ("well-known -off-by-one", [term("well known")], [term("off by one")]),
        ("--x", [], [term("x")]),
        ("- x", [term("x")], []),
        ("hip HIP Hip", [term("hip")], []),
        ("東京 猫", [term("東 京"), term("猫")], []),
        ("C++ 3.14 don’t", [term("c"), term("3 14"), term("don t")], []),
        ('a"b c"d', [term("a"), term("b c"), term("d")], []),
        ("AND OR NOT NEAR(a b)", [term(word) for word in "and or not".split()] + [term("near a"), term("b")], []),
        ("", [], []),
        (" \n\t ", [], []),
        ('* - "" " -* -"" ( ) : ^ \\ \0', [], []),
    ],
)
def test_words_prefixes_phrases_and_minus(text: str, wanted: list[Term], unwanted: list[Term]) -> None:
    query = parse_query(text)

    assert (list(query.wanted), list(query.unwanted)) == (wanted, unwanted)
    assert not query.is_cut
    assert query.says_only_what_not is (bool(unwanted) and not wanted)


def test_what_is_too_long_is_cut_and_says_so() -> None:
    long = parse_query("a" * (LONGEST_QUERY + 1))
    many = parse_query(" ".join(f"w{number}" for number in range(MOST_TERMS + 1)))

    assert (long.is_cut, many.is_cut) == (True, True)
    assert len(long.text) == LONGEST_QUERY
    assert [str(term) for term in many.wanted] == [f"w{number}" for number in range(MOST_TERMS)]


@pytest.mark.parametrize(
    ("text", "fts5", "tsquery"),
    [
        ("hip", '"hip"', "('hip')"),
        ("hip kne*", '"hip" AND "kne" *', "('hip') & ('kne':*)"),
        ('"one kne"*', '"one kne" *', "('one' <-> 'kne':*)"),
        ('hip -"a b" -c', '("hip") NOT ("a b" OR "c")', "('hip') & !('a' <-> 'b') & !('c')"),
        ('x\' OR "1"=1', '"x" AND "or" AND "1"', "('x') & ('or') & ('1')"),
    ],
)
def test_each_database_is_told_in_its_own_words(text: str, fts5: str, tsquery: str) -> None:
    query = parse_query(text)

    assert to_fts5(query) == fts5
    assert to_tsquery(query) == tsquery


TYPED = st.lists(
    st.sampled_from(["hip", "Ä", "東京", '"', "“", "-", "*", " ", "  ", "'", "\\", "\0", "½", "\u0301"]) | st.text()
)


@given(TYPED.map("".join))
def test_nothing_that_anybody_types_is_an_error(text: str) -> None:
    query = parse_query(text)

    for each in (*query.wanted, *query.unwanted):
        assert each.words
        assert all(each.words)
        assert not each.is_prefix or len(each.words[-1]) >= SHORTEST_PREFIX
    if query.wanted:
        assert to_fts5(query).count('"') == 2 * len(query.wanted + query.unwanted)
        words = sum(len(each.words) for each in (*query.wanted, *query.unwanted))
        assert to_tsquery(query).count("'") == 2 * words
    assert all(parse_query(each).wanted for each in easier_queries(query))


@given(TYPED.map("".join))
def test_a_term_can_be_typed_again(text: str) -> None:
    for each in parse_query(text).wanted:
        assert parse_query(str(each)).wanted == (each,)


def test_easier_queries_drop_quotes_and_minus_then_widen_then_ask_for_single_words() -> None:
    assert easier_queries(parse_query('"hip muscle" -sleep')) == ["hip muscle", "hip* muscle*", "hip*", "muscle*"]
    assert easier_queries(parse_query("hip")) == ["hip*"]
    assert easier_queries(parse_query("hip*")) == ["hip"]
    assert easier_queries(parse_query("a")) == []
    assert easier_queries(parse_query("")) == []
