"""The same act on many posts, each with its own result."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from functools import partial

from sqlalchemy import select

from blog.accounts.models import User
from blog.accounts.permissions import may_edit_post
from blog.database import db
from blog.errors import N_, Conflict, Refused
from blog.posts.drafting import add_head, manuscript_of
from blog.posts.lifecycle import PostStatus
from blog.posts.models import Post
from blog.posts.publishing import is_out, publish_post, restore_post, schedule_post, trash_post, unpublish_post
from blog.posts.tags import parse_tags
from blog.posts.terms import LONGEST_TERM
from blog.record.acts import Verb, record
from blog.record.models import Act
from blog.text.markup import Heading, Removal, Rendered
from blog.text.slugs import distinct_slug

LARGEST_RUN = 100


class BulkAction(StrEnum):
    TRASH = "trash"
    RESTORE = "restore"
    UNPUBLISH = "unpublish"
    ADD_TAG = "add_tag"
    SET_CATEGORY = "set_category"


MOVES = {BulkAction.TRASH: trash_post, BulkAction.RESTORE: restore_post, BulkAction.UNPUBLISH: unpublish_post}
INVERSE = {BulkAction.TRASH: BulkAction.RESTORE, BulkAction.RESTORE: BulkAction.TRASH}


def change_many(ids: list[int], action: BulkAction, name: str, by: User, at: datetime, undoes: int = 0) -> Act:
    """A run: the action on each of these posts that this person may edit. `name` is that of the tag or category.

    Returns the act of the run. Its details: `done`, ids; `waiting`, ids of those whose change waits until they are
    published; `refused`, ids with message and values; `missing`, a count.
    """
    act = _act_of(action, name, by, at)
    query = select(Post).where(Post.id.in_(ids)).order_by(Post.id)
    posts = [post for post in db.session.scalars(query) if may_edit_post(by, post)]
    details: dict[str, object] = {"missing": len(set(ids)) - len(posts), "name": name, "undoes": undoes}
    run = record(Verb.POSTS_CHANGED, by.as_actor(), at, action=action.value, **details)  # type: ignore[arg-type]
    db.session.flush()
    _each(run, posts, act)
    return run


def _act_of(action: BulkAction, name: str, by: User, at: datetime) -> Callable[[Post], bool]:
    """What is done to each, which says whether readers wait for it. Raises Refused for a name that can't be one."""
    if action is BulkAction.ADD_TAG:
        return partial(_add_tag, tag=_one_tag(name), by=by, at=at)
    if action is BulkAction.SET_CATEGORY:
        if len(name) > LONGEST_TERM or (name and not distinct_slug(name)):
            raise Refused(N_("A category needs letters or digits, for its address."))
        return partial(_set_category, category=name, by=by, at=at)
    return partial(_move, action=action, by=by, at=at)


def _each(run: Act, posts: list[Post], act: Callable[[Post], bool]) -> None:
    done: list[int] = []
    waiting: list[int] = []
    refused: list[tuple[int, str, dict[str, object]]] = []
    for post in posts:
        try:
            (waiting if act(post) else done).append(post.id)
        except (Conflict, Refused) as error:
            refused.append((post.id, error.message, error.values))
    run.details = {**run.details, "done": done, "waiting": waiting, "refused": refused}


def _move(post: Post, action: BulkAction, by: User, at: datetime) -> bool:
    MOVES[action](post, by.as_actor(), at)
    return False


def _one_tag(name: str) -> str:
    tags = parse_tags(name)
    if len(tags) != 1:
        raise Refused(N_("Name one tag, with letters or digits."))
    return tags[0]


def _add_tag(post: Post, tag: str, by: User, at: datetime) -> bool:
    if distinct_slug(tag) in map(distinct_slug, post.head.tags):
        raise Conflict(N_("It has this tag already."))
    return _save(post, by, at, tags=(*post.head.tags, tag))


def _set_category(post: Post, category: str, by: User, at: datetime) -> bool:
    if category == post.head.category:
        raise Conflict(N_("It is in this category already."))
    return _save(post, by, at, category=category)


def _save(post: Post, by: User, at: datetime, **changes: object) -> bool:
    """A new revision, with the same text; live at once if nothing else waited to be published."""
    if post.status is PostStatus.TRASH:
        raise Conflict(N_("It is in the trash."))
    head, was_live = post.head, post.live_number == post.head_number
    removals = tuple(Removal(**removal) for removal in head.removals)
    outline = tuple(Heading(**heading) for heading in head.outline)
    rendered = Rendered(head.html, removals, is_plain=False, policy_version=head.policy_version, outline=outline)
    add_head(post, replace(manuscript_of(head), **changes), rendered, head.slug, by, at)  # type: ignore[arg-type]
    record(Verb.POST_SAVED, by.as_actor(), at, post.id, revision=post.head_number)
    if was_live:
        (publish_post if is_out(post, at) else schedule_post)(post, by.as_actor(), at)
    return not was_live and post.live_number is not None
