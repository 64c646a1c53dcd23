"""What rules would have done to the replies that were decided last, before they are saved."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from blog.comments.lifecycle import REMOVED, CommentStatus
from blog.comments.models import Comment
from blog.database import db
from blog.moderation.models import Decision
from blog.moderation.rule_matching import Match, Matcher, Written
from blog.moderation.rule_shapes import Wanted
from blog.posts.models import Post, Revision
from blog.text.markup import SafeHtml

SAMPLE = 1_000  # decided replies
DECISIONS = 4_000  # the newest that are looked through for them: a reply can be decided more than once
MOST_SHOWN = 20
LONGEST_RUN = 8.0  # seconds


@dataclass(frozen=True)
class Caught:
    """A reply that was approved and would have been caught."""

    comment_id: int
    name: str
    title: str
    words: tuple[str, ...]
    text: str


@dataclass
class DryRun:
    """How many were looked at; of those that the rules would have caught, how many the team declined or approved.

    `wrong` are the newest of the approved. `is_complete` unless the time ran out before all were looked at.
    """

    looked_at: int = 0
    declined: int = 0
    approved: int = 0
    wrong: list[Caught] = field(default_factory=list)
    is_complete: bool = True

    @property
    def caught(self) -> int:
        return self.declined + self.approved


def try_rules(wanted: Sequence[Wanted]) -> DryRun:
    """Two queries, whatever the number of rules."""
    matcher, run = Matcher(wanted), DryRun()
    deadline = time.monotonic() + LONGEST_RUN
    for decided in _decided():
        if time.monotonic() > deadline:
            run.is_complete = False
            break
        run.looked_at += 1
        matches = matcher.matches(Written(decided.text, decided.html, decided.name, decided.url))
        if matches.found:
            _note(run, decided, matches.found)
    return run


def _note(run: DryRun, decided: "_Decided", found: list[Match]) -> None:
    if decided.status in REMOVED:
        run.declined += 1
        return
    run.approved += 1
    if len(run.wrong) < MOST_SHOWN:
        marks = tuple(dict.fromkeys(mark for match in found for mark in match.marks))
        shown = decided.html.striptags()
        run.wrong.append(Caught(decided.id, decided.name, decided.title, marks, shown))


class _Decided(NamedTuple):
    id: int
    text: str
    html: SafeHtml
    name: str
    url: str
    status: CommentStatus
    title: str


def _decided() -> Iterator[_Decided]:
    """The replies that were decided last and stand as decided, the newest first."""
    newest = select(Decision.id, Decision.comment_id).order_by(Decision.id.desc()).limit(DECISIONS).subquery()
    last = (
        select(newest.c.comment_id, func.max(newest.c.id).label("last")).group_by(newest.c.comment_id).subquery("last")
    )
    head = aliased(Revision)
    query = (
        select(Comment.id, Comment.text, Comment.html, Comment.name, Comment.url, Comment.status, head.title)
        .join(last, last.c.comment_id == Comment.id)
        .join(Post, Post.id == Comment.post_id)
        .join(Post.head.of_type(head))
        .where(Comment.status != CommentStatus.PENDING, Comment.deleted_at.is_(None))
        .order_by(last.c.last.desc())
        .limit(SAMPLE)
    )
    return (_Decided(*row) for row in db.session.execute(query))
