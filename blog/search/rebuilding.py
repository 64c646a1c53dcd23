"""Making the whole index as it should be, while the site runs."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice

from blog.database import db, transaction
from blog.search.index import (
    BATCH,
    Subject,
    count_public_subjects,
    keep,
    public_subjects,
    texts_of,
    unwritten_comments,
    written_subjects,
)


def rebuild(at: datetime) -> Iterator[tuple[int, int]]:
    """Write what is missing or otherwise, then take away what is not public; yields how many of how many are done.

    Each batch commits on its own, so it can be stopped and run again.
    """
    total, done = count_public_subjects(at), 0
    subjects = public_subjects(at)
    while batch := list(islice(subjects, BATCH)):
        write(batch, at)
        done += len(batch)
        yield min(done, total), total
    _take_away(at)
    yield total, total


def write(subjects: Sequence[Subject], at: datetime) -> None:
    """Bring the documents of these subjects up to date: what is slow first, then one commit."""
    texts = texts_of(subjects, at)
    db.session.expunge_all()
    with transaction():
        keep(subjects, texts)


def write_post(subject: Subject, at: datetime) -> None:
    """A post, and the replies to it that were approved while it was hidden."""
    write([subject], at)
    while missing := unwritten_comments(subject.id, BATCH, at):
        write(missing, at)


def _take_away(at: datetime) -> None:
    last = 0
    while found := written_subjects(last, BATCH):
        last = found[-1][0]
        subjects = [subject for _, subject in found]
        texts = texts_of(subjects, at)
        gone = [subject for subject in subjects if subject not in texts]
        if gone:
            write(gone, at)
