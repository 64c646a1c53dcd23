"""What stands beside a reply: its writer, the conversation, and what became of it."""

from collections.abc import Sequence
from typing import Any

from flask import render_template

from blog.accounts.guards import signed_in_user
from blog.accounts.permissions import may_moderate_everything
from blog.comments.lifecycle import CommentStatus
from blog.comments.models import Comment
from blog.moderation.conversation import conversation_around
from blog.moderation.forms import TrustForm
from blog.moderation.history import history_of
from blog.moderation.notes import count_notes
from blog.moderation.standing import MOST_COUNTED, MOST_NEIGHBOURS, Standing, background_of
from blog.moderation.trusting import trust_of
from blog.moderation.wording import actor_name, event_sentence
from blog.moderation.writer_replies import replies_by
from blog.web.language import gettext

LATEST = 6  # replies by the same writer beside one of them


def beside(comment: Comment) -> dict[str, Any]:
    """What the panel beside a reply is given."""
    user = signed_in_user()
    return {
        "by_writer": replies_by(comment.writer_id, user, limit=LATEST).comments if comment.writer_id else [],
        "conversation": conversation_around(comment),
        "history": history_of(comment),
        "actor_name": actor_name,
        "event_sentence": event_sentence,
        "trust": trust_of(comment.writer_id) if comment.writer_id else None,
        "trust_form": TrustForm(formdata=None) if comment.writer_id and may_moderate_everything(user) else None,
        **behind([comment]),
    }


def behind(comments: Sequence[Comment]) -> dict[str, Any]:
    """What cards are given for the line about the writer, and of the notes that stand on them."""
    return {
        "background": background_of(comments, signed_in_user()),
        "counted": counted,
        "near_words": near_words,
        "note_counts": count_notes(comments, signed_in_user()),
    }


def panel(comment: Comment) -> str:
    """The panel alone, to be put beside a list."""
    return render_template("moderation/_panel.html", comment=comment, is_page=False, **beside(comment))


def counted(standing: Standing) -> list[str]:
    """The past of a writer in short words: "4 approved". What there is none of is left out, but for the approved."""
    words = {
        CommentStatus.APPROVED: gettext("approved"),
        CommentStatus.SPAM: gettext("spam"),
        CommentStatus.TRASH: gettext("declined"),
        CommentStatus.PENDING: gettext("waiting"),
    }
    numbers = {status: standing.counts[status] for status in words}
    return [
        gettext("%(number)s %(status)s", number=_up_to(number, MOST_COUNTED), status=words[status])
        for status, number in numbers.items()
        if number or status is CommentStatus.APPROVED
    ]


def near_words(number: int) -> str:
    """How many others from the same network wait."""
    return gettext("Others waiting from the same network: %(number)s", number=_up_to(number, MOST_NEIGHBOURS))


def _up_to(number: int, most: int) -> str:
    return f"{number}+" if number >= most else str(number)
