"""A kept reply, as it was when it arrived."""

from flask import Flask

from blog.comments.phases import FIRST_PHASES
from blog.comments.rescreening import as_it_arrived
from blog.comments.screening import screen
from blog.settings.keys import ScreeningSettings
from tests.factories import NOW, Cast, make_comment, make_post


def test_a_kept_reply_is_screened_again_as_it_arrived(context: Flask, cast: Cast) -> None:
    comment = make_comment(
        make_post(cast), "<b>Sit</b> <i onclick=x>tall</i>.", seconds_taken=1.0, network="192.0.2.0/24"
    )

    submission, known = as_it_arrived(comment, ScreeningSettings(quickest=1))

    assert (submission.text, submission.network) == (comment.text, "192.0.2.0/24")
    assert (known.rendered.html, known.at, known.may_moderate) == (comment.html, NOW, False)
    assert [removal.name for removal in known.rendered.removals]
    assert submission.address
    assert comment.writer
    assert submission.address.digest == comment.writer.email_digest
    assert known.facts.writer.id == comment.writer_id
    assert [found.code for found in screen(submission, known, FIRST_PHASES).findings] == ["first_replies"]
