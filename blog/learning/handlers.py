"""The job of learning, as it is enqueued by name."""

from collections.abc import Mapping
from typing import Any

from blog.comments.queries import find_comment
from blog.database import transaction
from blog.jobs.progress import Progress
from blog.learning.rescoring import rescore


def score_reply(payload: Mapping[str, Any], progress: Progress) -> None:
    """Of a reply that says something else now."""
    with transaction():
        comment = find_comment(payload["comment_id"])
        if comment and comment.deleted_at is None:
            rescore([comment])
