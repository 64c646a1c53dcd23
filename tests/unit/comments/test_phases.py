"""Each phase by itself: what it finds, with which evidence, and what it asks for."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from blog.comments.incoming import Context, KnownFacts, Repeat, Submission, WriterFacts
from blog.comments.lifecycle import Trust
from blog.comments.phases import (
    FIRST_PHASES,
    LAST_PHASES,
    busy_network,
    everything_waits,
    first_hours,
    first_replies,
    held_writer,
    lying_links,
    many_links,
    marked_as_spam,
    post_waits,
    repeated,
    too_quick,
    trusted,
)
from blog.comments.screening import Phase, Value, screen
from blog.posts.models import Post
from blog.settings.keys import ScreeningSettings
from blog.text.render import render_comment
from tests.factories import NOW

Found = tuple[str, str, dict[str, Value]] | None
REPLY = Submission(name="R", url="", text="x", network="192.0.2.0/24")


def found(
    phase: Phase,
    text: str = "x",
    writer: WriterFacts = WriterFacts(),  # noqa: B008 - a value that never changes
    facts: KnownFacts = KnownFacts(),  # noqa: B008
    age: timedelta | None = timedelta(days=30),
    submission: Submission = REPLY,
    **settings: Any,
) -> Found:
    post = Post(published_at=NOW - age if age is not None else None)
    context = Context(
        post, None, render_comment(text), False, NOW, ScreeningSettings(**settings), replace(facts, writer=writer)
    )
    finding = phase(replace(submission, text=text), context)
    return (finding.code.value, finding.outcome.value, finding.values) if finding else None


def test_on_a_site_where_every_reply_waits_every_reply_waits() -> None:
    assert found(everything_waits, everything_waits=True) == ("everything_waits", "hold", {})
    assert found(everything_waits) is None


def test_on_a_post_where_every_reply_waits_every_reply_waits() -> None:
    assert found(post_waits, facts=KnownFacts(is_post_premoderated=True)) == ("post_waits", "hold", {})
    assert found(post_waits) is None


@pytest.mark.parametrize(
    ("age", "limit", "hours"),
    [
        (timedelta(0), 48, 0),
        (timedelta(hours=47, minutes=59), 48, 47),
        (timedelta(hours=48), 48, None),
        (timedelta(days=400), 48, None),
        (timedelta(0), 0, None),
        (None, 48, None),
    ],
)
def test_replies_to_a_post_in_its_first_hours_wait(age: timedelta | None, limit: int, hours: int | None) -> None:
    wanted = None if hours is None else ("first_hours", "hold", {"hours": hours, "limit": limit})
    assert found(first_hours, age=age, first_hours=limit) == wanted


def test_how_quick_is_too_quick_can_be_set() -> None:
    slow = replace(REPLY, seconds_taken=7.04)
    assert found(too_quick, submission=slow, quickest=8) == ("too_quick", "hold", {"seconds": 7.0})
    assert found(too_quick, submission=slow, quickest=7) is None
    assert found(too_quick, submission=replace(REPLY, seconds_taken=0.0), quickest=0) is None


# Who wrote it

STRANGER = WriterFacts()
KNOWN_ADDRESS = WriterFacts(id=1, approved=5)
ONCE_HERE = WriterFacts(id=1, approved=5, approved_here=1)
OFTEN_HERE = WriterFacts(id=1, approved=5, approved_here=4)
DECLARED = replace(ONCE_HERE, trust=Trust.TRUSTED, was_trusted_here=True)
DECLARED_BEFORE_IT_CAME = replace(ONCE_HERE, trust=Trust.TRUSTED)
DECLARED_WITHOUT_A_REPLY = replace(KNOWN_ADDRESS, trust=Trust.TRUSTED, was_trusted_here=True)


@pytest.mark.parametrize(
    ("writer", "needed", "held", "let_through"),
    [
        (STRANGER, 1, ("first_replies", "hold", {"approved": 0, "needed": 1}), None),
        (KNOWN_ADDRESS, 1, ("unproven", "hold", {"approved": 5}), None),
        (ONCE_HERE, 1, None, ("trusted", "approve", {"approved": 1})),
        (ONCE_HERE, 3, ("first_replies", "hold", {"approved": 1, "needed": 3}), None),
        (OFTEN_HERE, 3, None, ("trusted", "approve", {"approved": 4})),
        (DECLARED, 3, None, ("trusted", "approve", {"approved": 1})),
        (DECLARED_BEFORE_IT_CAME, 3, ("first_replies", "hold", {"approved": 1, "needed": 3}), None),
        (DECLARED_WITHOUT_A_REPLY, 3, ("unproven", "hold", {"approved": 5}), None),
        (STRANGER, 0, ("no_objection", "approve", {}), None),
        (OFTEN_HERE, 0, ("no_objection", "approve", {}), None),
    ],
)
def test_first_replies_wait_until_enough_from_the_same_browser_are_approved(
    writer: WriterFacts, needed: int, held: Found, let_through: Found
) -> None:
    assert found(first_replies, writer=writer, first_replies=needed) == held
    assert found(trusted, writer=writer, first_replies=needed) == let_through


@pytest.mark.parametrize(
    ("writer", "count"),
    [
        (STRANGER, 0),
        (OFTEN_HERE, 0),
        (replace(KNOWN_ADDRESS, spam=2), 2),
        (replace(OFTEN_HERE, spam=2), 0),
        (replace(OFTEN_HERE, spam=2, spam_here=1), 1),
        (WriterFacts(id=1, spam=3, spam_here=1), 3),
    ],
)
def test_what_was_marked_as_spam_counts_against_who_sent_it(writer: WriterFacts, count: int) -> None:
    wanted = ("marked_as_spam", "hold", {"count": count}) if count else None
    assert found(marked_as_spam, writer=writer) == wanted


def test_a_writer_of_whom_a_moderator_said_so_is_held() -> None:
    assert found(held_writer, writer=replace(OFTEN_HERE, trust=Trust.HELD)) == ("held_writer", "hold", {})
    assert found(held_writer, writer=DECLARED) is None


# What it says


@pytest.mark.parametrize(
    ("text", "limit", "values"),
    [
        ("No link.", 0, None),
        ("https://a.example", 1, None),
        ("https://a.example", 0, {"count": 1, "limit": 0, "marks": ["https://a.example"]}),
        ("[a](https://a.example) [a](https://b.example)", 1, {"count": 2, "limit": 1, "marks": ["a"]}),
        ("[a](/here/) [b](#there)", 0, None),
        ("[w](mailto:w@example.net)", 0, {"count": 1, "limit": 0, "marks": ["w"]}),
        ("https://a.example " * 7, 100, None),
    ],
)
def test_more_links_than_are_welcome_wait(text: str, limit: int, values: dict[str, Value] | None) -> None:
    assert found(many_links, text, most_links=limit) == (("many_links", "hold", values) if values else None)


def test_links_in_a_text_that_was_too_much_to_render_count_too() -> None:
    finding = found(many_links, "https://a.example " * 1_000, most_links=2)

    assert finding
    assert finding[2]["count"] == 1_000


def test_words_of_a_link_that_name_another_host_wait_and_both_hosts_are_named() -> None:
    text = "[paypal.com](https://evil.example/x) [my page](https://evil.example) [www.b.example](https://c.example)"
    values = {"shown": "paypal.com", "host": "evil.example", "count": 2, "marks": ["paypal.com", "www.b.example"]}

    assert found(lying_links, text) == ("lying_link", "hold", values)
    assert found(lying_links, text, lying_links=False) is None
    assert found(lying_links, "[paypal.com](https://www.paypal.com/)") is None


# Beside other replies


def test_the_same_words_under_another_post_wait() -> None:
    facts = KnownFacts(repeat=Repeat(comment_id=7, title="Psoas", seconds_ago=90))

    assert found(repeated, facts=facts) == ("repeated", "hold", {"comment_id": 7, "title": "Psoas", "seconds": 90})
    assert found(repeated, facts=facts, repeats=False) is None
    assert found(repeated) is None


@pytest.mark.parametrize(
    ("before", "limit", "count"), [(9, 10, None), (10, 10, 11), (500, 0, None), (0, 1, None), (1, 1, 2)]
)
def test_one_reply_more_from_a_network_than_is_usual_waits(before: int, limit: int, count: int | None) -> None:
    wanted = ("busy_network", "hold", {"count": count, "limit": limit}) if count else None
    facts = KnownFacts(from_network=before)

    assert found(busy_network, facts=facts, most_from_network=limit) == wanted
    nowhere = replace(REPLY, network=None)
    assert found(busy_network, facts=facts, submission=nowhere, most_from_network=limit) is None


# All of them


@pytest.mark.parametrize(
    ("text", "settings", "status"),
    [
        ("Thank you.", {}, "approved"),
        ("Thank you.", {"everything_waits": True}, "pending"),
        ("https://a.example https://b.example https://c.example", {}, "pending"),
        ("[a.example](https://b.example)", {}, "pending"),
        ("Thank you.", {"first_hours": 10_000}, "pending"),
    ],
)
def test_trust_spares_the_wait_of_first_replies_and_nothing_else(
    text: str, settings: dict[str, Any], status: str
) -> None:
    post = Post(published_at=NOW - timedelta(days=1))
    facts = KnownFacts(writer=OFTEN_HERE)
    context = Context(post, None, render_comment(text), False, NOW, ScreeningSettings(**settings), facts)

    screening = screen(replace(REPLY, text=text), context, (*FIRST_PHASES, *LAST_PHASES))

    assert screening.status == status
    assert "trusted" in [finding.code for finding in screening.findings]


def test_by_default_nothing_reaches_readers_without_a_finding_that_says_why() -> None:
    for writer in (STRANGER, KNOWN_ADDRESS, ONCE_HERE, DECLARED_WITHOUT_A_REPLY):
        context = Context(Post(), None, render_comment("x"), False, NOW, facts=KnownFacts(writer=writer))
        screening = screen(REPLY, context, (*FIRST_PHASES, *LAST_PHASES))
        assert screening.findings
        assert (screening.status == "approved") == (writer is ONCE_HERE)
