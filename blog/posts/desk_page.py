"""The page with the list of posts, its filters, and what was just done to many of them."""

from collections.abc import Mapping
from typing import Any

from flask import render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from blog.accounts.guards import signed_in_user
from blog.accounts.models import User
from blog.accounts.permissions import may_edit_every_post
from blog.clock import utcnow
from blog.database import db
from blog.errors import BlogError
from blog.posts.bulk import BulkAction
from blog.posts.desk_list import DeskFilters, DeskStatus, authors_on_desk, categories_on_desk, page_of_desk
from blog.posts.forms import BulkForm
from blog.posts.lifecycle import PostKind
from blog.posts.models import Post
from blog.posts.wording import BULK_BUTTONS, DESK_STATUSES, KINDS, RunNotice, run_notice
from blog.record.acts import Verb
from blog.record.queries import find_own_act
from blog.text.slugs import distinct_slug
from blog.web.error_pages import sentence
from blog.web.numbers import parse_number

LONGEST_SEARCH = 100


def desk_page(arguments: Mapping[str, str] | None = None, problem: BlogError | None = None) -> Response:
    """The list as these arguments of its address ask; those of the request when none are given."""
    asked = request.args if arguments is None else arguments
    user, at, filters = signed_in_user(), utcnow(), read_filters(asked)
    page = page_of_desk(user, filters, parse_number(asked.get("after", "")), at)
    body = render_template(
        "posts/desk.html",
        page=page,
        filters=filters,
        tag=asked.get("tag", ""),
        tabs=[(status, label, _address(filters, status=status)) for status, label in DESK_STATUSES.items()],
        all_statuses=_address(filters, status=None),
        kinds=KINDS,
        authors=authors_on_desk(user),
        categories=categories_on_desk(),
        here=_address(filters, after=asked.get("after")),
        following=_address(filters, after=page.following) if page.following else None,
        actions=_possible(filters),
        buttons=BULK_BUTTONS,
        bulk=BulkForm(formdata=None),
        may_order=may_edit_every_post(user),
        notice=_notice(asked.get("done", ""), user),
        problem=sentence(problem) if problem else None,
        now=at,
    )
    return Response(body, problem.status if problem else 200, mimetype="text/html")


def _possible(filters: DeskFilters) -> list[BulkAction]:
    """Out of the trash there is one way only, and it leads nowhere else."""
    is_trash = filters.status is DeskStatus.TRASH
    return [action for action in BULK_BUTTONS if (action is BulkAction.RESTORE) == is_trash]


def read_filters(arguments: Mapping[str, str]) -> DeskFilters:
    """What makes no sense is as if it were not there."""
    status, kind = arguments.get("status", ""), arguments.get("kind", "")
    return DeskFilters(
        status=DeskStatus(status) if status in list(DeskStatus) else None,
        kind=PostKind(kind) if kind in list(PostKind) else None,
        author=parse_number(arguments.get("author", "")),
        category=parse_number(arguments.get("category", "")),
        tag=distinct_slug(arguments.get("tag", "")[:LONGEST_SEARCH]),
        text=arguments.get("q", "").strip()[:LONGEST_SEARCH],
    )


def _address(filters: DeskFilters, **changes: Any) -> str:
    values: dict[str, Any] = {
        "status": filters.status,
        "kind": filters.kind,
        "author": filters.author,
        "category": filters.category,
        "tag": filters.tag or None,
        "q": filters.text or None,
    }
    return url_for("desk.show_desk", **{**values, **changes})


def _notice(done: str, user: User) -> RunNotice | None:
    """What this person just did to many posts."""
    run = find_own_act(parse_number(done), user.id)
    if run is None or run.verb != Verb.POSTS_CHANGED:
        return None
    ids = [post_id for post_id, *_ in run.details["refused"]]
    posts = db.session.scalars(select(Post).where(Post.id.in_(ids)).options(joinedload(Post.head))) if ids else ()
    return run_notice(run, {post.id: post.head.title for post in posts})
