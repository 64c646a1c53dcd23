"""What is counted in a reply."""

import pytest

from blog.spam.shape import STEPS, step_of
from blog.spam.signals import Signal, SignalKind, Writing, extract_signals
from blog.spam.words import FIRST, LAST, folded_words, hosts_in


def values(kind: SignalKind, text: str = "", name: str = "", url: str = "", seconds: float | None = None) -> list[str]:
    return [signal.value for signal in extract_signals(Writing(name, url, text, seconds)) if signal.kind is kind]


def test_words_and_neighbours_are_counted_once_each() -> None:
    assert values(SignalKind.WORD, "Free gifts, FREE gifts") == ["free", "gifts"]
    assert values(SignalKind.PAIR, "Free gifts, FREE gifts") == ["free gifts", "gifts free"]


@pytest.mark.parametrize(
    "dressed",
    ["FREE", "fr<b>e</b>e", "fr\u200be\u00ade", "ｆｒｅｅ", "fréé", "f<span class='x'>r</span>ee"],
)
def test_a_word_is_the_same_however_it_is_dressed_up(dressed: str) -> None:
    assert values(SignalKind.WORD, dressed) == ["free"]


@pytest.mark.parametrize("dressed", ["frее", "саsinо", "сосо pops", "ԝіո"])
def test_letters_that_look_like_latin_ones_are_read_as_these(dressed: str) -> None:
    words = values(SignalKind.WORD, f"Come here and {dressed}")
    assert "".join(words).isascii()


def test_words_of_another_script_stay_what_they_are() -> None:
    assert values(SignalKind.WORD, "Привет, сон хорош") == ["привет", "сон", "хорош"]
    assert values(SignalKind.WORD, "They wrote привет and жук") == ["they", "wrote", "npubet", "and", "жук"]


@pytest.mark.parametrize(
    ("text", "hosts"),
    [
        ("see https://www.Win.example.com/a?b=c", ["win.example.com"]),
        ("[here](http://a.example:80/x)", ["a.example"]),
        ('<a href="http://user@b.example/">b</a>', ["b.example"]),
        ("visit cheap-pills.com now", ["cheap-pills.com"]),
        ("www.c.example.", ["c.example"]),
        ("write to me@home.com", []),
        ("The end.In the morning", []),
        ("no link", []),
    ],
)
def test_hosts_of_links_are_found_with_or_without_their_scheme(text: str, hosts: list[str]) -> None:
    assert list(hosts_in(text)) == hosts


def test_the_host_of_the_website_counts_like_that_of_a_link() -> None:
    assert values(SignalKind.HOST, url="https://pills.example/") == ["pills.example"]


def test_words_of_the_name_stand_apart_from_those_of_the_text() -> None:
    assert values(SignalKind.NAME, "hello", name="Cheap Pills") == ["cheap", "pills"]
    assert values(SignalKind.WORD, "hello", name="Cheap Pills") == ["hello"]


@pytest.mark.parametrize(
    ("seconds", "value"), [(None, "untold"), (0.5, "seconds=0"), (7, "seconds=2"), (9e9, "seconds=8")]
)
def test_the_time_that_the_writing_took_counts_in_steps(seconds: float | None, value: str) -> None:
    assert values(SignalKind.TIMING, seconds=seconds) == [value]


def test_the_shape_tells_of_links_capitals_marks_and_scripts() -> None:
    shape = values(SignalKind.SHAPE, "WIN £100 NOW!!! http://a.example", name="win4you", url="http://a.example")

    assert {"links=1", "money", "exclamation_run", "shouted_word", "website", "digit_in_name"} <= set(shape)
    assert "script=cyrillic" in values(SignalKind.SHAPE, "привет")


def test_an_empty_reply_has_a_shape() -> None:
    assert "length=0" in values(SignalKind.SHAPE)


def test_a_step_can_be_told_in_numbers() -> None:
    assert step_of("links", 0) == (None, 1)
    assert step_of("links", 1) == (1, 2)
    assert step_of("links", len(STEPS["links"])) == (6, None)


def test_of_a_long_text_the_beginning_and_the_end_count() -> None:
    words = folded_words(" ".join(f"w{number}" for number in range(5000)))

    assert len(words) == FIRST + LAST
    assert (words[0], words[-1]) == ("w0", "w4999")


def test_keys_are_whole_numbers_that_any_database_keeps_and_stay_the_same() -> None:
    key = Signal(SignalKind.WORD, "free").key

    assert 0 < key < 2**63
    assert key == 6930931226523188494
    assert key != Signal(SignalKind.NAME, "free").key


@pytest.mark.parametrize(
    "text", ["a." * 32_000, "<a" * 32_000, "a-" * 32_000, "x@" * 32_000, "!" * 65_000, "aA1." * 16_000]
)
def test_no_text_makes_the_counting_slow(text: str) -> None:
    assert len(extract_signals(Writing("a", "", text))) < 1500
