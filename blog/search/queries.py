"""Searching. The index says what matches, the posts and replies themselves whether it may be seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Dialect, Select, and_, cast, column, func, literal, literal_column, or_, select, table
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.orm import contains_eager

from blog.comments.lifecycle import CommentStatus
from blog.comments.models import Comment
from blog.database import db
from blog.errors import NotFound
from blog.posts.models import Post, Revision
from blog.posts.queries import IS_LIVE, is_public
from blog.search.models import DocumentKind, SearchDocument
from blog.search.ranking import Candidate, ranked
from blog.text.search_query import SearchQuery, to_fts5, to_tsquery

PER_PAGE = 10
WINDOW = 2000  # so many of the newest matches are ranked
RANKED_BY = 8000  # characters of a text, from its beginning

_fts5 = table("search_index", column("rowid"))


@dataclass(frozen=True)
class Hit:
    """A post, or a reply to it."""

    post: Post
    comment: Comment | None


@dataclass(frozen=True)
class PageOfHits:
    """One page, counted from 1. `found` counts all that were ranked; `has_more_matches`: there are older ones."""

    hits: list[Hit]
    number: int
    found: int
    has_more_matches: bool

    @property
    def has_next(self) -> bool:
        return self.number * PER_PAGE < self.found


def search(query: SearchQuery, number: int, at: datetime) -> PageOfHits:
    """What readers may see of what matches, the best first. Raises NotFound for a page beyond the last."""
    if not query.wanted:
        return PageOfHits([], 1, 0, has_more_matches=False)
    rows = db.session.execute(_newest_matches(query, at, db.session.get_bind().dialect)).all()
    candidates = {row.id: row for row in rows[:WINDOW]}
    order = ranked([Candidate(row.id, row.title, row.words) for row in candidates.values()], query.wanted)
    chosen = order[(number - 1) * PER_PAGE : number * PER_PAGE]
    if not chosen and number > 1:
        raise NotFound
    hits = _load([(candidates[each].kind, candidates[each].subject_id) for each in chosen], at)
    return PageOfHits(hits, number, len(candidates), has_more_matches=len(rows) > WINDOW)


def _newest_matches(query: SearchQuery, at: datetime, dialect: Dialect) -> Select[int, DocumentKind, int, str, str]:
    """The newest documents that match and may be seen: one more than are ranked."""
    words = func.substr(SearchDocument.words, 1, RANKED_BY).label("words")
    shown = select(SearchDocument.id, SearchDocument.kind, SearchDocument.subject_id, SearchDocument.title, words)
    if dialect.name == "sqlite":
        match = literal_column("search_index").op("MATCH")(to_fts5(query))
        matching = shown.select_from(_fts5).join(SearchDocument, SearchDocument.id == _fts5.c.rowid)
        matching = matching.where(match).order_by(_fts5.c.rowid.desc())
    else:
        match = literal_column("search_documents.vector").op("@@")(cast(literal(to_tsquery(query)), TSQUERY))
        matching = shown.where(match).order_by(SearchDocument.id.desc())
    is_shown = or_(SearchDocument.kind == DocumentKind.POST, Comment.status == CommentStatus.APPROVED)
    its_comment = and_(SearchDocument.kind == DocumentKind.COMMENT, Comment.id == SearchDocument.subject_id)
    matching = matching.join(Post, Post.id == SearchDocument.post_id).outerjoin(Comment, its_comment)
    return matching.where(is_public(at), is_shown).limit(WINDOW + 1)


def _load(chosen: Sequence[tuple[DocumentKind, int]], at: datetime) -> list[Hit]:
    """Each with what a result shows, read now: an index that is behind shows no word that is not public any more."""
    posts = select(Post).join(Revision, IS_LIVE).options(contains_eager(Post.live)).where(is_public(at))
    comments = select(Comment).join(Comment.post).join(Revision, IS_LIVE).where(is_public(at))
    comments = comments.options(contains_eager(Comment.post).contains_eager(Post.live))
    ids = {kind: [number for each, number in chosen if each is kind] for kind in DocumentKind}
    found: dict[tuple[DocumentKind, int], Hit] = {}
    if ids[DocumentKind.POST]:
        for post in db.session.scalars(posts.where(Post.id.in_(ids[DocumentKind.POST]))):
            found[DocumentKind.POST, post.id] = Hit(post, None)
    if ids[DocumentKind.COMMENT]:
        # Asked for its status too, SQLite would read all that are approved instead of these few.
        for comment in db.session.scalars(comments.where(Comment.id.in_(ids[DocumentKind.COMMENT]))):
            if comment.status is CommentStatus.APPROVED:
                found[DocumentKind.COMMENT, comment.id] = Hit(comment.post, comment)
    return [found[each] for each in chosen if each in found]
