"""Screening: an ordered list of small phases."""

from collections import defaultdict

import pytest
from flask import Flask

from blog.comments.duplicates import fingerprint
from blog.comments.incoming import Context, Submission
from blog.comments.phases import FIRST_PHASES
from blog.comments.screening import Finding, FindingCode, Outcome, Phase, screen
from blog.comments.wording import finding_chip, finding_sentence
from blog.posts.models import Post
from blog.text.render import render_comment
from tests.factories import NOW


def context(may_moderate: bool = False) -> Context:
    return Context(Post(), None, render_comment("x"), may_moderate, NOW)


def hold(submission: Submission, context: Context) -> Finding | None:
    return Finding(FindingCode.TOO_QUICK, Outcome.HOLD, {"seconds": 1.0})


def admit(submission: Submission, context: Context) -> Finding | None:
    return Finding(FindingCode.MAY_MODERATE, Outcome.ADMIT)


def approve(submission: Submission, context: Context) -> Finding | None:
    return Finding(FindingCode.TRUSTED, Outcome.APPROVE, {"approved": 3})


def sure(submission: Submission, context: Context) -> Finding | None:
    return Finding(FindingCode.FILLED_TRAP, Outcome.SPAM, {"filled_in": "x"})


def nothing(submission: Submission, context: Context) -> Finding | None:
    return None


ANY = Submission(name="R", url="", text="x")


def test_without_a_finding_a_reply_waits() -> None:
    assert screen(ANY, context(), []).status == "pending"
    assert screen(ANY, context(), [nothing]).status == "pending"


@pytest.mark.parametrize(
    ("phases", "status"),
    [
        ([approve], "approved"),
        ([approve, nothing], "approved"),
        ([approve, hold], "pending"),
        ([hold, approve], "pending"),
        ([sure, approve], "spam"),
        ([approve, sure, hold], "spam"),
    ],
)
def test_the_strongest_finding_wins_wherever_it_stands_and_all_are_kept(phases: list[Phase], status: str) -> None:
    screening = screen(ANY, context(), phases)

    assert screening.status == status
    assert len(screening.findings) == len([phase for phase in phases if phase is not nothing])


def test_the_first_that_admits_ends_the_questions() -> None:
    def never(submission: Submission, context: Context) -> Finding | None:
        pytest.fail("nobody is asked after that")

    screening = screen(ANY, context(), [hold, admit, never])

    assert screening.status == "approved"
    assert [finding.code for finding in screening.findings] == ["may_moderate"]


def test_every_finding_that_holds_is_kept_in_order() -> None:
    submission = Submission(name="R", url="", text="x", seconds_taken=1.26, trap="y" * 500, shows_address=True)

    screening = screen(submission, context(), FIRST_PHASES)

    assert screening.status == "pending"
    assert [(finding.code.value, finding.values) for finding in screening.findings] == [
        ("filled_trap", {"filled_in": "y" * 100}),
        ("too_quick", {"seconds": 1.3}),
        ("shows_address", {}),
        ("first_replies", {"approved": 0, "needed": 1}),
    ]


@pytest.mark.parametrize(("seconds", "is_found"), [(0.0, True), (2.999, True), (3.0, False), (None, False)])
def test_people_need_three_seconds(seconds: float | None, is_found: bool) -> None:
    submission = Submission(name="R", url="", text="x", seconds_taken=seconds)

    assert ("too_quick" in [found.code for found in screen(submission, context(), FIRST_PHASES).findings]) == is_found


def test_who_may_moderate_is_approved_even_with_the_trap_filled() -> None:
    submission = Submission(name="R", url="", text="x", trap="y")

    assert screen(submission, context(may_moderate=True), FIRST_PHASES).status == "approved"


@pytest.mark.parametrize("code", list(FindingCode))
def test_every_finding_has_words(app: Flask, code: FindingCode) -> None:
    with app.test_request_context():
        assert finding_chip(code) != code
        values = defaultdict(lambda: "1.5", filled_in="%(seconds)s %s")
        assert len(finding_sentence(code, values)) > 10


def test_a_finding_of_a_release_to_come_is_shown_by_its_code(app: Flask) -> None:
    with app.test_request_context():
        assert finding_chip("telepathy") == finding_sentence("telepathy", {}) == "telepathy"


# The same reply


def test_a_fingerprint_is_of_post_parent_name_and_text() -> None:
    parts = [(1, None, "n", "t"), (2, None, "n", "t"), (1, 1, "n", "t"), (1, None, "N", "t"), (1, None, "n", "T")]

    assert len({fingerprint(*each) for each in parts}) == len(parts)
    assert fingerprint(1, None, "n", "t") == fingerprint(1, None, "n", "t")


def test_no_two_fields_run_into_one_another() -> None:
    assert fingerprint(1, None, "a", "bc") != fingerprint(1, None, "ab", "c")
    assert fingerprint(1, 1, "", "x") != fingerprint(11, None, "", "x")
