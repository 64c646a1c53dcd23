"""What the templates of the desk are given."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import render_template, request
from werkzeug.wrappers import Response

from blog.accounts.guards import signed_in_user
from blog.accounts.permissions import may_edit_every_post
from blog.clock import utcnow
from blog.errors import BlogError, Refused
from blog.posts.drafting import SavedElsewhere
from blog.posts.forms import DiscardForm, PinForm, PostForm
from blog.posts.lifecycle import PostKind
from blog.posts.models import Post, WorkingCopy
from blog.posts.notes import NoteChanged, digest_of
from blog.posts.publish_check import check_post
from blog.posts.publishing import is_out
from blog.posts.wording import WARNINGS, notice_of
from blog.posts.working_copies import find_own_copy, others_at_work
from blog.text.difference import Piece, Run, difference, folded, word_difference
from blog.web.engine import engine
from blog.web.error_pages import sentence


@dataclass(frozen=True)
class TwoTexts:
    """A text that can't be saved since somebody saved another meanwhile, and how the two differ."""

    by: str
    at: datetime
    title: str
    body: str
    title_difference: tuple[Piece, ...]
    runs: list[Run]
    unsaved: WorkingCopy | None  # what is given up by taking theirs


def editor_page(
    form: PostForm,
    post: Post | None = None,
    refusal: BlogError | None = None,
    unsaved: WorkingCopy | None = None,
    left: list[WorkingCopy] | None = None,
) -> Response:
    """The editor with what is in the form, and the reasons why it was refused, if it was.

    `unsaved` is the working copy that the form shows, `left` are other texts that never became a post.
    """
    if isinstance(refusal, Refused) and refusal.field:
        form[refusal.field].errors = [sentence(refusal)]
    conflict = _two_texts(form, post) if isinstance(refusal, SavedElsewhere) and post else None
    other_note = post.note if isinstance(refusal, NoteChanged) and post else None
    if conflict and post:
        form.seen.data = str(post.head_number)  # whoever has seen both may save
    if isinstance(refusal, NoteChanged) and post:
        form.seen_note.data = digest_of(post.note)
    body = render_template(
        "posts/editor.html",
        form=form,
        post=post,
        is_out=post is not None and is_out(post, utcnow()),
        conflict=conflict,
        other_note=other_note,
        problem=sentence(refusal) if refusal else None,
        notice=None if refusal else notice_of(request.args.get("done", ""), post, utcnow()),
        unsaved=unsaved,
        is_behind=unsaved is not None and post is not None and unsaved.based_on != post.head_number,
        left=left or [],
        others=others_at_work(signed_in_user(), post, utcnow()) if post else [],
        discard_form=DiscardForm(formdata=None),
        **warnings_of(post),
        pin_form=PinForm(formdata=None) if post and _may_pin(post) else None,
        now=utcnow(),
    )
    return Response(body, refusal.status if refusal else 200, mimetype="text/html")


def warnings_of(post: Post | None) -> dict[str, Any]:
    """What the list of warnings about a saved post is made from."""
    found = check_post(post.head, engine().settings.site_url, utcnow()) if post else []
    return {"warnings": found, "warning_words": WARNINGS}


def _may_pin(post: Post) -> bool:
    is_pinnable = post.kind is PostKind.POST and is_out(post, utcnow())
    return may_edit_every_post(signed_in_user()) and (is_pinnable or post.pinned_at is not None)


def _two_texts(form: PostForm, post: Post) -> TwoTexts:
    theirs = post.head
    return TwoTexts(
        by=theirs.saved_by.name,
        at=theirs.saved_at,
        title=theirs.title,
        body=theirs.body,
        title_difference=word_difference(theirs.title, form.title.data or ""),
        runs=folded(difference(theirs.body, form.body.data or "")),
        unsaved=find_own_copy(signed_in_user(), post),
    )
