"""The page of a writer: everything by them, and all that can be said of them or done about them."""

from flask import render_template, url_for

from blog.accounts.guards import signed_in_user
from blog.accounts.permissions import may_moderate_everything
from blog.clock import utcnow
from blog.comments.lifecycle import CommentStatus
from blog.comments.models import Writer
from blog.moderation.bans import bans_on_writer
from blog.moderation.context_pages import counted
from blog.moderation.cursor import Cursor
from blog.moderation.forms import NoteForm, TrustForm, UndoForm
from blog.moderation.notes import notes_about
from blog.moderation.pages import notice_of_last_act
from blog.moderation.rule_forms import BanForm
from blog.moderation.standing import standing_of
from blog.moderation.trusting import trust_of
from blog.moderation.wording import TABS
from blog.moderation.writer_replies import replies_by


def writer_page(writer: Writer, status: CommentStatus | None, after: Cursor | None) -> str:
    """Everything by one writer."""
    user = signed_in_user()
    page = replies_by(writer.id, user, after, status)
    newest = replies_by(writer.id, user, limit=1).comments
    may_all = may_moderate_everything(user)
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
        trust_form=TrustForm(formdata=None) if may_all else None,
        bans=bans_on_writer(writer, utcnow()) if may_all else [],
        ban_form=BanForm(formdata=None) if may_all else None,
        latest=newest[0] if newest else None,
        notes=notes_about(writer.id, user),
        note_form=NoteForm(formdata=None),
        notice=notice_of_last_act(),
        undo_form=UndoForm(formdata=None),
        here=_address(writer, status),
        name=newest[0].shown_name if newest else "",
    )


def _address(writer: Writer, status: CommentStatus | None, after: str | None = None) -> str:
    status_name = status.value if status else None
    return url_for("context.show_writer", writer_id=writer.id, status=status_name, after=after)
