"""What stands beside a reply: its writer, the conversation, and what became of it."""

from collections.abc import Sequence
from typing import Any

from flask import render_template, url_for

from blog.accounts.guards import signed_in_user
from blog.accounts.permissions import may_moderate_everything
from blog.comments.lifecycle import CommentStatus
from blog.comments.models import Comment, Writer
from blog.moderation.conversation import conversation_around
from blog.moderation.cursor import Cursor
from blog.moderation.forms import TrustForm
from blog.moderation.history import history_of
from blog.moderation.notes import count_notes
from blog.moderation.standing import MOST_COUNTED, MOST_NEIGHBOURS, Standing, background_of, standing_of
from blog.moderation.trusting import trust_of
from blog.moderation.wording import TABS, actor_name, event_sentence
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


def writer_page(writer: Writer, status: CommentStatus | None, after: Cursor | None) -> str:
    """Everything by one writer."""
    user = signed_in_user()
    page = replies_by(writer.id, user, after, status)
    return render_template(
        "moderation/writer.html",
        writer=writer,
        standing=standing_of(writer, user),
        counted=counted,
        page=page,
        status=status,
        tabs=TABS,
        is_further_on=after is not None,
        following=_address(writer, status, after=str(page.following)) if page.following else None,
        first=_address(writer, status),
        everything=_address(writer, None),
        trust=trust_of(writer.id),
        trust_form=TrustForm(formdata=None) if page.comments and may_moderate_everything(user) else None,
        name=page.comments[0].shown_name if page.comments else "",
    )


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


def _address(writer: Writer, status: CommentStatus | None, after: str | None = None) -> str:
    status_name = status.value if status else None
    return url_for("context.show_writer", writer_id=writer.id, status=status_name, after=after)
