"""The five refusals."""

import pytest

from blog.errors import N_, BlogError, Conflict, NotAllowed, NotFound, Refused, Term, TooSoon

STATUSES: dict[type[BlogError], int] = {BlogError: 500, NotFound: 404, NotAllowed: 403, Conflict: 409, Refused: 422}


@pytest.mark.parametrize(("kind", "status"), STATUSES.items())
def test_each_refusal_has_its_status_and_words_of_its_own(kind: type[BlogError], status: int) -> None:
    assert kind.status == status
    assert kind().message == kind.default
    assert str(kind()) == kind.default
    assert kind.default


def test_no_two_refusals_say_the_same() -> None:
    kinds: list[type[BlogError]] = [*STATUSES, TooSoon]

    assert len({kind.default for kind in kinds}) == len(kinds)


def test_too_soon_says_for_how_long() -> None:
    refusal = TooSoon(N_("Wait %(seconds)d seconds."), retry_after=30, seconds=30)

    assert (refusal.status, refusal.retry_after, str(refusal)) == (429, 30, "Wait 30 seconds.")


def test_a_message_keeps_its_id_and_its_values_apart() -> None:
    refusal = Refused(N_("At most %(limit)d."), field="name", limit=245)

    assert refusal.message == "At most %(limit)d."
    assert refusal.values == {"limit": 245}
    assert refusal.field == "name"
    assert str(refusal) == "At most 245."


def test_a_percent_sign_in_a_message_without_values_is_left_alone() -> None:
    assert str(Refused("100% sure")) == "100% sure"


def test_what_a_stranger_typed_is_filled_in_as_it_is() -> None:
    assert str(Conflict("%(name)s was first", name="%(name)s %s")) == "%(name)s %s was first"


def test_a_term_is_still_a_text() -> None:
    assert Term("spam") == "spam"
    assert isinstance(Term("spam"), str)
