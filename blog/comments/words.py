"""The words of every reply, whatever its status, so that moderators can search: kept, found, and forgotten.

A site may hold a million replies. What is rare is asked of the index; what is common is met soon by who walks through
the replies in their order and looks at each one's words. `find_replies_saying` is for the first, `says` for the other.
"""

from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, and_, cast, column, delete, exists, false, literal, literal_column, select, table
from sqlalchemy.dialects.postgresql import TSQUERY

from blog.comments.models import Comment, CommentWords
from blog.database import db
from blog.text.folding import searchable
from blog.text.search_query import SearchQuery, Term, parse_query, to_fts5, to_tsquery

SHORTEST_BEGINNING = 3  # letters of a word that is not written to its end

_fts5 = table("comment_words_index", column("rowid"))


def keep_words(comment: Comment) -> None:
    """Of a reply that has just arrived, or was reworded."""
    db.session.merge(words_of(comment))


def words_of(comment: Comment) -> CommentWords:
    """Folded, as `text/folding.py` does. The address of the site counts as part of the words."""
    words = searchable(f"{comment.text}\n{comment.url}")
    return CommentWords(comment_id=comment.id, name=searchable(comment.name), words=words)


def forget_words(comment: Comment) -> None:
    db.session.execute(delete(CommentWords).where(CommentWords.comment_id == comment.id))


def read_search(text: str) -> SearchQuery:
    """As the public search, but the last word may be written in part: moderators type less."""
    query = parse_query(text)
    if not query.wanted or text.rstrip().endswith(('"', "”", "“")):
        return query
    *others, last = query.wanted
    is_begun = len(last.words[-1]) >= SHORTEST_BEGINNING
    return replace(query, wanted=(*others, replace(last, is_prefix=last.is_prefix or is_begun)))


def find_replies_saying(query: SearchQuery, limit: int) -> list[int]:
    """Ids of the newest that match. The query wants something."""
    if db.session.get_bind().dialect.name == "sqlite":
        match = literal_column("comment_words_index").op("MATCH")(to_fts5(query))
        found = select(_fts5.c.rowid).where(match).order_by(_fts5.c.rowid.desc())
    else:
        matches = literal_column("comment_words.vector").op("@@")(cast(literal(to_tsquery(query)), TSQUERY))
        found = select(CommentWords.comment_id).where(matches).order_by(CommentWords.comment_id.desc())
    return list(db.session.scalars(found.limit(limit)))


def says(query: SearchQuery, comment_id: ColumnElement[int] | Any) -> ColumnElement[bool]:
    """Whether the reply with this id matches, asked of its own words. Folded words hold no sign that LIKE knows."""
    if not (query.wanted or query.unwanted):
        return false()
    all_words = literal(" ") + CommentWords.name + "  " + CommentWords.words + " "
    wanted = [all_words.like(_pattern(term)) for term in query.wanted]
    unwanted = [all_words.not_like(_pattern(term)) for term in query.unwanted]
    return exists().where(CommentWords.comment_id == comment_id, and_(*wanted, *unwanted))


def _pattern(term: Term) -> str:
    return f"% {' '.join(term.words)}{'' if term.is_prefix else ' '}%"
