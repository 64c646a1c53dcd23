"""The author's desk."""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from blog.accounts.guards import requires, signed_in_user
from blog.accounts.permissions import may_write_posts
from blog.clock import utcnow
from blog.database import transaction
from blog.errors import N_, Conflict, Refused
from blog.media.queries import pictures_in
from blog.posts.desk_page import desk_page
from blog.posts.drafting import create_draft, revise_post
from blog.posts.form_values import says_something_new, values_with_copy
from blog.posts.forms import PostForm
from blog.posts.lifecycle import PostKind
from blog.posts.models import Post
from blog.posts.notes import write_note
from blog.posts.pages import editor_page, warnings_of
from blog.posts.publishing import publish_post, restore_post, schedule_post, trash_post, unpublish_post
from blog.posts.queries import get_post
from blog.posts.working_copies import copies_of_new_posts, end_copy, find_own_copy
from blog.record.acts import Actor
from blog.record.models import Act
from blog.text.render import render_post

bp = Blueprint("desk", __name__, url_prefix="/desk")

ACTS: dict[str, Callable[[Post, Actor, datetime], Act]] = {
    "publish": publish_post,
    "schedule": schedule_post,
    "unpublish": unpublish_post,
    "trash": trash_post,
    "restore": restore_post,
}
A_PAGE = {"kind": PostKind.PAGE.value, "comments": "closed"}
SAVING = ("save", "preview")
WITHOUT_TEXT = ("unpublish", "trash", "restore")  # these also work when the text can't be saved as it is


@bp.get("/")
@requires(may_write_posts)
def show_desk() -> Response:
    return desk_page()


@bp.get("/posts/new")
@requires(may_write_posts)
def show_new_post() -> Response:
    """An empty editor, or what this person left in one unsaved; `?copy=` chooses another text, or `none` of them.

    `?kind=page` begins a page, whose replies are closed.
    """
    left = copies_of_new_posts(signed_in_user())
    is_page = request.args.get("kind", "") == PostKind.PAGE
    chosen = request.args.get("copy", "none" if is_page else "")
    copy = next((each for each in left if chosen in ("", str(each.id))), None)
    form = PostForm(data=A_PAGE if is_page else values_with_copy(None, copy))
    return editor_page(form, unsaved=copy, left=[each for each in left if each is not copy])


@bp.post("/posts/new")
@requires(may_write_posts)
def create_post() -> ResponseReturnValue:
    form = PostForm()
    try:
        action = _check(form)
        manuscript = form.manuscript()
        rendered = render_post(manuscript.body, pictures_in(manuscript.body))
        with transaction():
            user, at = signed_in_user(), utcnow()
            post = create_draft(manuscript, rendered, user, at, user.as_actor())
            _write_note(post, form, user.as_actor(), at)
            end_copy(user, post, form.told, at)
            _act(post, action, user.as_actor(), at)
    except (Refused, Conflict) as refusal:
        return editor_page(form, refusal=refusal)
    return redirect(_after(post, action), 303)


@bp.get("/posts/<int:post_id>/edit")
@requires(may_write_posts)
def show_editor(post_id: int) -> Response:
    post = get_post(post_id, signed_in_user())
    copy = find_own_copy(signed_in_user(), post)
    unsaved = copy if says_something_new(copy, post) else None
    return editor_page(PostForm(data=values_with_copy(post, copy)), post, unsaved=unsaved)


@bp.post("/posts/<int:post_id>/edit")
@requires(may_write_posts)
def update_post(post_id: int) -> ResponseReturnValue:
    get_post(post_id, signed_in_user())
    form = PostForm()
    try:
        action = _check(form, WITHOUT_TEXT)
        manuscript = None if form.errors else form.manuscript()
        rendered = render_post(manuscript.body, pictures_in(manuscript.body)) if manuscript else None
        with transaction():
            user, at = signed_in_user(), utcnow()
            post = get_post(post_id, user)
            if manuscript and rendered:
                revise_post(post, manuscript, rendered, form.seen_number, user, at)
                _write_note(post, form, user.as_actor(), at)
                end_copy(user, post, form.told, at)
            _act(post, action, user.as_actor(), at)
    except (Refused, Conflict) as refusal:
        return editor_page(form, get_post(post_id, signed_in_user()), refusal)
    return redirect(_after(post, action), 303)


@bp.get("/posts/<int:post_id>/preview")
@requires(may_write_posts)
def show_preview(post_id: int) -> str:
    """The head revision as readers would see it, and what the sanitizer took away from it."""
    post = get_post(post_id, signed_in_user())
    return render_template("posts/preview.html", post=post, now=utcnow(), **warnings_of(post))


class FieldsRefused(Refused):
    default = N_("Some fields need another look.")


def _check(form: PostForm, without_text: tuple[str, ...] = ()) -> str:
    """The action that was asked for. Raises Refused when the form can't be taken, unless the action needs no text."""
    is_valid = form.is_valid()
    action = form.action.data or "save"
    if action not in ACTS and action not in SAVING:
        raise Refused(N_("That is nothing that can be done with a post."))
    if not is_valid and action not in without_text:
        raise FieldsRefused
    return action


def _act(post: Post, action: str, by: Actor, at: datetime) -> None:
    if action in ACTS:
        ACTS[action](post, by, at)


def _write_note(post: Post, form: PostForm, by: Actor, at: datetime) -> None:
    if form.typed_note is not None:
        write_note(post, form.typed_note, form.seen_note.data or "", by, at)


def _after(post: Post, action: str) -> str:
    if action == "preview":
        return url_for("desk.show_preview", post_id=post.id)
    return url_for("desk.show_editor", post_id=post.id, done=action)
