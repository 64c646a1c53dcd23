"""Findings in words."""

from flask import Flask

from blog.comments.lifecycle import Action
from blog.comments.wording import findings_to_show
from tests.factories import Cast, approved, make_comment, make_post


def test_a_reply_in_which_nothing_was_found_waits_because_its_writer_is_new(context: Flask, cast: Cast) -> None:
    comment = make_comment(make_post(cast))
    assert [finding.code for finding in findings_to_show(comment)] == ["first_replies"]


def test_every_reason_why_a_reply_waits_is_shown(context: Flask, cast: Cast) -> None:
    comment = make_comment(make_post(cast), seconds_taken=1.2)
    assert [finding.code for finding in findings_to_show(comment)] == ["too_quick", "first_replies"]


def test_a_decided_reply_keeps_what_was_found_and_waits_no_longer(context: Flask, cast: Cast) -> None:
    post = make_post(cast)
    assert findings_to_show(approved(post)) == []
    quick = make_comment(post, "Buy.", seconds_taken=0.5, then=(Action.SPAM,))
    assert [finding.code for finding in findings_to_show(quick)] == ["too_quick"]
