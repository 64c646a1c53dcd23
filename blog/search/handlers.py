"""The jobs that keep the index current, as acts enqueue them by name."""

from collections.abc import Mapping
from typing import Any

from blog.clock import utcnow
from blog.jobs.progress import Progress
from blog.search.index import Subject
from blog.search.models import DocumentKind
from blog.search.rebuilding import rebuild, write, write_post


def index_post(payload: Mapping[str, Any], _: Progress) -> None:
    write_post(Subject(DocumentKind.POST, payload["post_id"]), utcnow())


def index_comment(payload: Mapping[str, Any], _: Progress) -> None:
    write([Subject(DocumentKind.COMMENT, payload["comment_id"])], utcnow())


def rebuild_search(_: Mapping[str, Any], progress: Progress) -> None:
    for done, total in rebuild(utcnow()):
        progress.report(done, total)
