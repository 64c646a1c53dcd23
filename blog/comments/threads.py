"""The replies to a post as readers see them: a tree."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from blog.comments.lifecycle import CommentStatus
from blog.comments.models import Comment

DEEPEST = 5  # levels on the page; what answers a reply on the fifth stands beside it


@dataclass
class Thread:
    """One place in the tree: a reply, or the empty place of one that readers may not see, and the answers to it."""

    comment: Comment
    depth: int
    answers: list["Thread"] = field(default_factory=list)

    @property
    def is_empty_place(self) -> bool:
        return self.comment.status is not CommentStatus.APPROVED


def build_threads(comments: Iterable[Comment]) -> list[Thread]:
    """The tree of these replies, siblings in the order given. A parent has a smaller id than the answers to it."""
    comments = list(comments)
    threads: list[Thread] = []
    placed: dict[int, Thread] = {}
    for comment in sorted(comments, key=lambda comment: comment.id):
        parent = placed.get(comment.parent_id) if comment.parent_id else None
        placed[comment.id] = Thread(comment, parent.depth + 1 if parent else 1)
    for comment in comments:
        _siblings(comment, placed, threads).append(placed[comment.id])
    return threads


def _siblings(comment: Comment, placed: dict[int, Thread], threads: list[Thread]) -> list[Thread]:
    """Where a reply stands: among the answers to its parent, at most `DEEPEST` levels down."""
    ancestor = placed.get(comment.parent_id) if comment.parent_id else None
    while ancestor and ancestor.depth >= DEEPEST:
        parent_id = ancestor.comment.parent_id
        ancestor = placed.get(parent_id) if parent_id else None
    return ancestor.answers if ancestor else threads
