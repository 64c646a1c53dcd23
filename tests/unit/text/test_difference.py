"""What changed between two texts, in words that people can read, and at a bounded cost."""

import random
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.text.difference import Block, Change, difference, folded, is_changed, word_difference


def shown(blocks: list[Block]) -> list[str]:
    """A line for each block: [-removed-] and {+added+}."""
    marks = {Change.SAME: "{}", Change.REMOVED: "[-{}-]", Change.ADDED: "{{+{}+}}"}
    return ["".join(marks[piece.change].format(piece.text) for piece in block.pieces) for block in blocks]


def sides(blocks: list[Block]) -> tuple[list[str], list[str]]:
    """The words of the older and of the newer text, put together from the pieces."""
    both = []
    for hidden in (Change.ADDED, Change.REMOVED):
        pieces = [["".join(p.text for p in block.pieces if p.change is not hidden)] for block in blocks]
        both.append(" ".join(text for (text,) in pieces).split())
    return both[0], both[1]


def test_a_changed_word_is_marked_within_its_paragraph() -> None:
    old = "It starts beside the spine.\n\nGo for a walk."
    new = "It begins beside the spine.\n\nGo for a walk."

    assert shown(difference(old, new)) == ["It [-starts -]{+begins +}beside the spine.", "Go for a walk."]


def test_paragraphs_put_in_and_taken_away_stand_at_their_place() -> None:
    old = "One one.\n\nTwo two.\n\nThree three."
    new = "One one.\n\nThree three.\n\nFour four."

    assert shown(difference(old, new)) == ["One one.", "[-Two two.-]", "Three three.", "{+Four four.+}"]


def test_a_paragraph_that_was_changed_is_one_and_a_new_one_beside_it_another() -> None:
    old = "Sit tall, lift one knee and count to ten."
    new = "An entirely different beginning stands here now.\n\nSit tall, lift both knees and count to ten."

    found = difference(old, new)

    assert [block.change for block in found] == [Change.ADDED, Change.CHANGED]
    assert shown(found)[1] == "Sit tall, lift [-one knee -]{+both knees +}and count to ten."


def test_what_has_little_in_common_is_taken_away_whole_and_put_in_whole() -> None:
    found = difference("Nothing of this remains here.", "Quite another sentence, all new.")

    assert [block.change for block in found] == [Change.REMOVED, Change.ADDED]


@pytest.mark.parametrize(
    ("old", "new"),
    [("One two\nthree.", "One\ntwo three."), ("A.\n\nB.", "A.\n\n\n\nB.\n"), ("A.\n \t\nB.", "A.\n\nB.")],
)
def test_lines_that_are_broken_elsewhere_are_no_change(old: str, new: str) -> None:
    assert not is_changed(difference(old, new))


def test_text_without_spaces_between_words_is_compared_letter_by_letter() -> None:
    assert shown(difference("東京は春です。", "東京は秋です。")) == ["東京は[-春-]{+秋+}です。"]


def test_empty_texts() -> None:
    assert difference("", "") == []
    assert shown(difference("", "A.")) == ["{+A.+}"]
    assert shown(difference("A.", "\n\n")) == ["[-A.-]"]


def test_a_title_is_compared_by_its_words() -> None:
    assert shown([Block(Change.CHANGED, word_difference("The Psoas", "The Deep Psoas"))]) == ["The {+Deep +}Psoas"]


def test_what_is_far_from_any_change_is_folded() -> None:
    old = [f"Paragraph {number}." for number in range(9)]
    new = [*old[:4], "Changed.", *old[5:]]

    runs = folded(difference("\n\n".join(old), "\n\n".join(new)))

    assert [(run.is_folded, len(run.blocks)) for run in runs] == [(True, 3), (False, 4), (True, 3)]


@given(st.text("ab .\n", max_size=120), st.text("ab .\n", max_size=120))
def test_both_texts_can_be_read_from_the_pieces(old: str, new: str) -> None:
    one, other = sides(difference(old, new))

    assert "".join(one) == "".join(old.split())
    assert "".join(other) == "".join(new.split())


def prose(words: int, seed: int) -> str:
    choice = random.Random(seed)
    common = ["the", "of", "and", "muscle", "spine", "is"] * 20 + [f"word{number}" for number in range(800)]
    return " ".join(choice.choices(common, k=words)) + "."


def every_paragraph_edited() -> tuple[str, str]:
    old = [prose(120, number) for number in range(420)]
    return "\n\n".join(old), "\n\n".join(f"At first: {text}".replace("the", "this", 2) for text in old)


LARGE: dict[str, Callable[[], tuple[str, str]]] = {
    "every paragraph edited": every_paragraph_edited,
    "one paragraph": lambda: (prose(40_000, 1), prose(40_000, 2)),
    "one word again and again": lambda: ("a " * 150_000, "a b " * 75_000),
    "one paragraph again and again": lambda: ("a\n\n" * 100_000, "a\n\nb\n\n" * 50_000),
    "paragraphs of one word": lambda: ("\n\n".join(["a " * 160] * 900), "\n\n".join(["a b " * 80] * 900)),
    "every other line": lambda: (
        "\n\n".join(f"line {n}" for n in range(20_000)),
        "\n\n".join(f"line {n}" if n % 2 else f"row {n}" for n in range(20_000)),
    ),
    "turned round": lambda: (
        "\n\n".join(f"line {n}" for n in range(20_000)),
        "\n\n".join(f"line {n}" for n in reversed(range(20_000))),
    ),
    "signs": lambda: ("!" * 300_000, "!?" * 150_000),
}


@pytest.mark.parametrize("case", LARGE)
def test_300_000_characters_cost_seconds_at_the_most(case: str) -> None:
    """Without a purse, some of these take hours. Time of the processor, for other tests may run beside it."""
    old, new = LARGE[case]()
    started = time.process_time()

    found = difference(old, new)

    assert time.process_time() - started < 10
    assert is_changed(found)


def test_an_edit_in_every_paragraph_of_a_long_text_is_still_shown_by_its_words() -> None:
    assert {block.change for block in difference(*every_paragraph_edited())} == {Change.CHANGED}
