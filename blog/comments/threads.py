"""The replies to a post as readers see them: a tree."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from blog.comments.lifecycle import CommentStatus
from blog.comments.models import Comment

DEEPEST = 5  # levels on the page; what answers a reply on the fifth stands beside it


@dataclass
class Thread:
    """One place in the tree: a reply, or the empty place of one that readers may not see, and the answers to it.

    `siblings` is the list that it stands in.
    """

    comment: Comment
    depth: int
    siblings: list["Thread"] = field(repr=False)
    answers: list["Thread"] = field(default_factory=list)

    @property
    def is_empty_place(self) -> bool:
        return self.comment.status is not CommentStatus.APPROVED


def build_threads(comments: Iterable[Comment]) -> list[Thread]:
    """The tree of these replies, siblings in the order given. A parent has a smaller id than the answers to it."""
    comments = list(comments)
    threads: list[Thread] = []
    placed: dict[int | None, Thread] = {}
    for comment in sorted(comments, key=lambda comment: comment.id):
        placed[comment.id] = _place(comment, placed.get(comment.parent_id), threads)
    for comment in comments:
        placed[comment.id].siblings.append(placed[comment.id])
    return threads


def _place(comment: Comment, parent: Thread | None, threads: list[Thread]) -> Thread:
    """Where a reply stands: among the answers to its parent, or beside a parent that is as deep as the page goes."""
    if parent is None:
        return Thread(comment, 1, threads)
    if parent.depth < DEEPEST:
        return Thread(comment, parent.depth + 1, parent.answers)
    return Thread(comment, DEEPEST, parent.siblings)
