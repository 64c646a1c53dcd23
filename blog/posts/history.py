"""The revisions of a post on the desk: the list, one of them and how it differs from another, and going back to it."""

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from blog.accounts.guards import requires, signed_in_user
from blog.accounts.permissions import may_write_posts
from blog.clock import utcnow
from blog.database import transaction
from blog.media.queries import pictures_in
from blog.posts.form_values import values_of_revision
from blog.posts.forms import RestoreForm
from blog.posts.models import Post, Revision
from blog.posts.queries import get_post
from blog.posts.revisions import get_revision, page_of_revisions, restore_revision
from blog.posts.wording import FIELDS
from blog.text.difference import Piece, Run, difference, folded, is_changed, word_difference
from blog.text.render import render_post
from blog.web.numbers import parse_number

bp = Blueprint("history", __name__, url_prefix="/desk/posts/<int:post_id>/revisions")


@dataclass(frozen=True)
class Comparison:
    """How a revision differs from another one, which is `older` where its number is lower."""

    with_: Revision
    title: tuple[Piece, ...]
    settings: list[tuple[str, tuple[Piece, ...]]]  # the name of a field, and the words that changed in it
    runs: list[Run]
    has_other_text: bool


@bp.get("")
@requires(may_write_posts)
def show_revisions(post_id: int) -> str:
    post = get_post(post_id, signed_in_user())
    revisions, has_more = page_of_revisions(post, parse_number(request.args.get("after", "")))
    following = url_for("history.show_revisions", post_id=post.id, after=revisions[-1].number) if has_more else None
    return render_template("posts/revisions.html", post=post, revisions=revisions, following=following)


@bp.get("/<int:number>")
@requires(may_write_posts)
def show_revision(post_id: int, number: int) -> str:
    """A revision beside the one before it, or beside the one that `?against=` names."""
    post = get_post(post_id, signed_in_user())
    revision = get_revision(post, number)
    against = parse_number(request.args.get("against", "")) or number - 1
    comparison = compare(get_revision(post, against), revision) if against and against != number else None
    return render_template(
        "posts/revision.html",
        post=post,
        revision=revision,
        comparison=comparison,
        restore_form=RestoreForm(formdata=None),
    )


@bp.post("/<int:number>/restore")
@requires(may_write_posts)
def restore(post_id: int, number: int) -> ResponseReturnValue:
    RestoreForm().is_valid()
    body = get_revision(_post(post_id), number).body
    rendered = render_post(body, pictures_in(body))
    with transaction():
        post = _post(post_id)
        is_new = restore_revision(post, get_revision(post, number), rendered, signed_in_user(), utcnow())
    done = "restored" if is_new else "restored-already"
    return redirect(url_for("desk.show_editor", post_id=post_id, done=done), 303)


def compare(old: Revision, new: Revision) -> Comparison:
    """From `old` to `new`, whichever was saved first."""
    before, after = values_of_revision(old), values_of_revision(new)
    blocks = difference(old.body, new.body)
    return Comparison(
        with_=old,
        title=word_difference(old.title, new.title),
        settings=[
            (label, word_difference(before[name], after[name]))
            for name, label in FIELDS.items()
            if before[name] != after[name]
        ],
        runs=folded(blocks),
        has_other_text=is_changed(blocks),
    )


def _post(post_id: int) -> Post:
    return get_post(post_id, signed_in_user())
