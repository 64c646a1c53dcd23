"""The index is as the posts and replies are: after each job, after a rebuild, and after an upgrade."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import delete, select, text, update

from blog.clock import utcnow
from blog.comments.models import Comment
from blog.database import db, transaction
from blog.jobs.models import Job
from blog.search import index
from blog.search.index import Subject
from blog.search.models import DocumentKind, SearchDocument
from blog.search.rebuilding import rebuild, write
from config import Settings
from tests.factories import NOW, Cast, approved, make_post
from tests.search_site import A_DAY, QUERIES, do_jobs, fill_site, found_by


@pytest.fixture
def site(context: Flask, cast: Cast) -> Flask:
    """Two posts and two replies, written to the index by nobody yet."""
    old = make_post(cast, "Old", "Marmalade on bread.", published_at=NOW - 9 * A_DAY, slug="old")
    approved(old, "Marmalade, a year later.", name="Rhea", at=NOW - A_DAY)
    new = make_post(cast, "New", "Bread.", published_at=NOW - 3 * A_DAY, slug="new")
    approved(new, "No marmalade here.", name="Otto", at=NOW - 2 * A_DAY)
    with transaction():
        db.session.execute(delete(Job))
    return context


def documents() -> list[tuple[str, int, str]]:
    query = select(SearchDocument).order_by(SearchDocument.id)
    return [(each.kind.value, each.subject_id, each.words) for each in db.session.scalars(query)]


def test_a_rebuild_writes_everything_in_the_order_of_its_publication(site: Flask) -> None:
    list(rebuild(utcnow()))

    assert documents() == [
        ("post", 1, "marmalade on bread"),
        ("post", 2, "bread"),
        ("comment", 2, "no marmalade here"),
        ("comment", 1, "marmalade a year later"),
    ]
    assert is_whole()


def is_whole() -> bool:
    """SQLite compares its index with the documents, and complains of a difference."""
    db.session.execute(text("INSERT INTO search_index(search_index, rank) VALUES ('integrity-check', 1)"))
    return True


def test_a_rebuild_goes_batch_by_batch_and_says_how_far_it_is(site: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("blog.search.index", "blog.search.rebuilding"):
        monkeypatch.setattr(f"{module}.BATCH", 1)

    assert list(rebuild(utcnow())) == [(1, 4), (2, 4), (3, 4), (4, 4), (4, 4)]
    assert len(documents()) == 4


def test_a_rebuild_that_was_stopped_goes_on_where_it_was(site: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("blog.search.rebuilding.BATCH", 2)
    next(rebuild(utcnow()))
    first = documents()
    list(rebuild(utcnow()))

    assert len(first) == 2
    assert documents()[:2] == first
    assert len(documents()) == 4


def test_a_rebuild_mends_what_is_missing_wrong_or_too_much(site: Flask) -> None:
    list(rebuild(utcnow()))
    right = documents()
    with transaction():
        db.session.execute(update(SearchDocument).where(SearchDocument.id == 2).values(words="wrong"))
        db.session.execute(delete(SearchDocument).where(SearchDocument.id == 4))
        db.session.execute(update(Comment).where(Comment.id == 2).values(status="spam"))
    assert found_by("wrong") == ["new"]
    list(rebuild(utcnow()))

    assert documents() == [each for each in right if each[:2] != ("comment", 2)]
    assert found_by("wrong") == []
    assert found_by("marmalade") == ["old", "#Rhea"]
    assert is_whole()


def test_a_rebuild_writes_what_the_jobs_write(context: Flask, cast: Cast) -> None:
    fill_site(cast)
    with transaction():
        db.session.execute(delete(SearchDocument))
    list(rebuild(utcnow()))

    assert {typed: sorted(found_by(typed)) for typed in QUERIES} == {typed: sorted(QUERIES[typed]) for typed in QUERIES}
    assert is_whole()
    assert not [words for _, _, words in documents() if "hiddenword" in words]


def test_a_job_may_run_twice_and_late(site: Flask) -> None:
    subject = Subject(DocumentKind.COMMENT, 1)
    for _ in range(2):
        write([subject, Subject(DocumentKind.COMMENT, 77)], utcnow())
    assert documents() == [("comment", 1, "marmalade a year later")]
    with transaction():
        db.session.execute(update(Comment).values(status="trash"))
    for _ in range(2):
        write([subject], utcnow())

    assert documents() == []
    assert is_whole()


def test_a_document_that_is_right_already_is_not_written_again(site: Flask) -> None:
    list(rebuild(utcnow()))
    db.session.expire_all()
    subjects = [Subject(DocumentKind.POST, 1)]
    index.keep(subjects, index.texts_of(subjects, utcnow()))

    assert not db.session.is_modified(db.session.scalars(select(SearchDocument)).first())


def test_jobs_carry_ids_and_no_words(context: Flask, cast: Cast) -> None:
    approved(make_post(cast, "Marmalade"), "Marmalade.")
    payloads = [(job.name, json.dumps(job.payload)) for job in db.session.scalars(select(Job))]

    assert sorted(payloads) == [
        ("index_comment", '{"comment_id": 1}'),
        ("index_post", '{"post_id": 1}'),
        ("reply_held", '{"comment_id": 1, "revision": 1}'),
    ]


# Upgrades


def test_an_upgrade_of_a_site_with_posts_has_the_worker_make_its_index(
    context: Flask, cast: Cast, settings: Settings
) -> None:
    make_post(cast, "Marmalade", slug="marmalade")
    downgrade(revision="0006")
    assert not [name for name in tables(settings) if name.startswith("search")]

    upgrade()

    assert [job.name for job in db.session.scalars(select(Job))] == ["rebuild_search"]
    assert found_by("marmalade") == []
    do_jobs()
    assert found_by("marmalade") == ["marmalade"]
    assert db.session.scalars(select(Job)).all() == []


def tables(settings: Settings) -> list[str]:
    with closing(sqlite3.connect(settings.data_dir / "rejoinder.db")) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM sqlite_master")]


def test_an_empty_site_has_nothing_to_be_made(context: Flask) -> None:
    assert db.session.scalars(select(Job)).all() == []


def test_a_copy_of_the_database_can_be_searched_like_the_first(
    site: Flask, tmp_path: Path, settings: Settings, start: Callable[..., Flask]
) -> None:
    list(rebuild(utcnow()))
    copy = tmp_path / "copy.db"
    with closing(sqlite3.connect(settings.data_dir / "rejoinder.db")) as source, closing(sqlite3.connect(copy)) as to:
        source.backup(to)
    with start(database_url=f"sqlite:///{shutil.copy(copy, tmp_path / 'second.db')}").app_context():
        assert found_by("marmalade") == ["#Otto", "old", "#Rhea"]
