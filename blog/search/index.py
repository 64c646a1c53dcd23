"""Keeping the documents as the posts and replies are. Each function looks at what is public now, and may run twice."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from typing import Any

from sqlalchemy import Select, and_, func, literal, or_, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, contains_eager

from blog.comments.lifecycle import CommentStatus
from blog.comments.models import Comment
from blog.comments.queries import count_by_status
from blog.database import UtcDateTime, db
from blog.posts.models import Post, Revision
from blog.posts.queries import IS_LIVE, is_public
from blog.search.models import DocumentKind, SearchDocument
from blog.text.excerpt import plain_text
from blog.text.folding import searchable

BATCH = 200


@dataclass(frozen=True)
class Subject:
    """What a document is about."""

    kind: DocumentKind
    id: int


@dataclass(frozen=True)
class Text:
    """What is to be kept of a subject. To fold the words is slow: make it outside of `transaction()`."""

    post_id: int
    title: str
    words: str
    published_at: datetime


Texts = dict[Subject, Text]


def texts_of(subjects: Iterable[Subject], at: datetime) -> Texts:
    """Those of them that are public now, with their words; two queries."""
    wanted = list(subjects)
    posts = [subject.id for subject in wanted if subject.kind is DocumentKind.POST]
    comments = [subject.id for subject in wanted if subject.kind is DocumentKind.COMMENT]
    texts = {Subject(DocumentKind.POST, post.id): _of_post(post) for post in _public_posts(posts, at)}
    for comment in _public_comments(comments, at):
        texts[Subject(DocumentKind.COMMENT, comment.id)] = _of_comment(comment)
    return texts


def keep(subjects: Sequence[Subject], texts: Texts) -> None:
    """Write the documents of these subjects; of those without a text there is none any more."""
    documents = {Subject(row.kind, row.subject_id): row for row in db.session.scalars(_documents_of(subjects))}
    for subject in subjects:
        text, document = texts.get(subject), documents.get(subject)
        if text is None:
            if document is not None:
                db.session.delete(document)
            continue
        if document is None:
            document = SearchDocument(kind=subject.kind, subject_id=subject.id)
            db.session.add(document)
        document.post_id, document.published_at = text.post_id, text.published_at
        document.title, document.words = text.title, text.words
    db.session.flush()


def unwritten_comments(post_id: int, limit: int, at: datetime) -> list[Subject]:
    """Replies that were approved while their post was hidden, and are public now."""
    document = and_(SearchDocument.kind == DocumentKind.COMMENT, SearchDocument.subject_id == Comment.id)
    query = (
        select(Comment.id)
        .join(Comment.post)
        .outerjoin(SearchDocument, document)
        .where(Comment.post_id == post_id, Comment.status == CommentStatus.APPROVED, is_public(at))
        .where(SearchDocument.id.is_(None))
        .order_by(Comment.submitted_at, Comment.id)
    )
    return [Subject(DocumentKind.COMMENT, number) for number in db.session.scalars(query.limit(limit))]


def written_subjects(after: int, limit: int) -> list[tuple[int, Subject]]:
    """The documents in the order of their ids, from above the id `after`, to look whether they are still wanted."""
    query = select(SearchDocument.id, SearchDocument.kind, SearchDocument.subject_id)
    query = query.where(SearchDocument.id > after).order_by(SearchDocument.id).limit(limit)
    return [(row.id, Subject(row.kind, row.subject_id)) for row in db.session.execute(query)]


def public_subjects(at: datetime) -> Iterator[Subject]:
    """Everything that is public, in the order in which it was published, read in batches."""
    posts = _in_order(select(Post.published_at, Post.id).where(is_public(at)), Post.published_at, Post.id)
    comments = _in_order(
        select(Comment.submitted_at, Comment.id).where(
            Comment.status == CommentStatus.APPROVED, Comment.deleted_at.is_(None)
        ),
        Comment.submitted_at,
        Comment.id,
    )
    timed = (
        ((time, Subject(DocumentKind.POST, number)) for time, number in posts),
        ((time, Subject(DocumentKind.COMMENT, number)) for time, number in comments),
    )
    for _, subject in merge(*timed, key=lambda pair: pair[0]):
        yield subject


def count_public_subjects(at: datetime) -> int:
    """About how many there are; replies to a hidden post are counted too."""
    posts = select(func.count()).select_from(Post).where(is_public(at))
    return (db.session.scalar(posts) or 0) + count_by_status()[CommentStatus.APPROVED]


def _in_order(
    query: Select[Any, int], time: InstrumentedAttribute[Any], number: InstrumentedAttribute[int]
) -> Iterator[tuple[datetime, int]]:
    ordered = query.order_by(time, number).limit(BATCH)
    rows = db.session.execute(ordered).all()
    while rows:
        yield from ((row[0], row[1]) for row in rows)
        last = tuple_(literal(rows[-1][0], UtcDateTime), rows[-1][1])
        rows = db.session.execute(ordered.where(tuple_(time, number) > last)).all()


def _documents_of(subjects: Sequence[Subject]) -> Select[SearchDocument]:
    """Asked by kind, so that an index answers."""
    conditions = [
        and_(
            SearchDocument.kind == kind,
            SearchDocument.subject_id.in_([subject.id for subject in subjects if subject.kind is kind]),
        )
        for kind in DocumentKind
    ]
    return select(SearchDocument).where(or_(*conditions))


def _public_posts(ids: list[int], at: datetime) -> list[Post]:
    query = select(Post).join(Revision, IS_LIVE).options(contains_eager(Post.live))
    return list(db.session.scalars(query.where(Post.id.in_(ids), is_public(at)))) if ids else []


def _public_comments(ids: list[int], at: datetime) -> list[Comment]:
    """Asked for their status too, SQLite would read all that are approved instead of these few."""
    query = select(Comment).join(Comment.post).where(Comment.id.in_(ids), is_public(at))
    found = list(db.session.scalars(query)) if ids else []
    return [comment for comment in found if comment.status is CommentStatus.APPROVED]


def _of_post(post: Post) -> Text:
    if post.live is None or post.published_at is None:
        raise ValueError("a public post has a live revision and a time")
    return Text(post.id, searchable(post.live.title), searchable(plain_text(post.live.html)), post.published_at)


def _of_comment(comment: Comment) -> Text:
    name, words = searchable(comment.shown_name), searchable(plain_text(comment.html))
    return Text(comment.post_id, name, words, comment.submitted_at)
