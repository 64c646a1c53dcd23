"""The job that makes up for what older releases did not keep of a reply."""

from collections.abc import Mapping
from typing import Any

from blog.comments.reading_anew import read_anew
from blog.jobs.progress import Progress


def read_replies(_: Mapping[str, Any], progress: Progress) -> None:
    for done, total in read_anew():
        progress.report(done, total)
