"""The page of the record: who sees what, narrowed how, undone from there, and as a file."""

import csv
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from flask import Flask
from sqlalchemy import event, func, select

from blog.clock import utcnow
from blog.comments.lifecycle import Action
from blog.comments.models import Comment
from blog.database import db, transaction
from blog.moderation.decisions import decide, decide_many
from blog.posts.bulk import BulkAction, change_many
from blog.posts.models import Post
from blog.posts.pinning import pin_post
from blog.posts.publishing import trash_post
from blog.record.acts import Actor, Verb, record
from blog.record.models import Act
from blog.settings.changing import Change, change_settings
from tests.factories import NOW, Cast, make_comment, make_post
from tests.visitor import Visitor, find_form
from tests.web.replying import first_post

SignedIn = Callable[[str], Visitor]
Statements = Callable[[], AbstractContextManager[list[str]]]
RECORD = "/moderation/record/"


def approve(app: Flask, cast: Cast, by: str = "mo", at: datetime | None = None, post: Post | None = None) -> int:
    """A reply that somebody approved; the id of the act."""
    with app.app_context():
        comment = make_comment(post or first_post(), f"Reply {utcnow()}.")
        with transaction():
            actor = cast.user(by).as_actor()
            return decide(comment, Action.APPROVE, actor, at or utcnow(), comment.version).act_id


def shown(visitor: Visitor, address: str = RECORD) -> list[int]:
    """The ids of the acts on a page."""
    page = visitor.get(address)
    assert page.status_code == 200
    return [int(part.partition('"')[0]) for part in page.text.split('<li id="act-')[1:]]


def test_the_record_says_who_did_what_to_what_and_when(page: str, app: Flask, cast: Cast, signed_in: SignedIn) -> None:
    act_id = approve(app, cast, at=datetime(2026, 11, 1, 12, 30, tzinfo=UTC))

    text = signed_in("mo").get(RECORD).text
    row = text.partition(f'<li id="act-{act_id}"')[2].partition("</li>")[0]
    assert "<bdi>Mo Moderator</bdi>" in row
    assert "approved" in row
    assert (
        '<a href="/moderation/comments/1"><bdi>the reply by Rhea Reader on “Anatomy Spotlight: Psoas”</bdi></a>' in row
    )
    assert "1 November 2026, 12:30" in row


def test_an_act_is_undone_from_the_record_and_the_undo_too(
    page: str, app: Flask, cast: Cast, signed_in: SignedIn
) -> None:
    act_id = approve(app, cast)
    edith = signed_in("edith")

    undone = edith.submit(RECORD, f"/acts/{act_id}/undo")
    assert undone.status_code == 303
    text = edith.get(undone.location).text
    assert "Undone by <bdi>Edith Editor</bdi>" in text
    assert f"/acts/{act_id}/undo" not in text, "what was undone has no button"
    with app.app_context():
        assert db.session.get_one(Comment, 1).status == "pending"
        undoing = db.session.scalars(select(Act).where(Act.undoes_id == act_id)).one()

    assert edith.submit(RECORD, f"/acts/{undoing.id}/undo").status_code == 303
    with app.app_context():
        assert db.session.get_one(Comment, 1).status == "approved"


def test_what_fits_no_longer_is_told_in_words(page: str, app: Flask, cast: Cast, signed_in: SignedIn) -> None:
    act_id = approve(app, cast)
    mo = signed_in("mo")
    form = find_form(mo.get(RECORD).text, f"/acts/{act_id}/undo")
    signed_in("edith").submit("/moderation/comments/1", "/decisions", action="spam")

    refused = mo.post(form.action, form.fields)

    assert refused.status_code == 409
    assert "Edith Editor was first" in refused.text
    assert f"/acts/{act_id}/undo" not in refused.text


def test_what_is_older_than_thirty_days_has_no_button_and_is_refused(
    page: str, app: Flask, cast: Cast, signed_in: SignedIn
) -> None:
    old = approve(app, cast, at=utcnow() - timedelta(days=30, minutes=1))
    young = approve(app, cast, at=utcnow() - timedelta(days=30) + timedelta(hours=1))
    mo = signed_in("mo")
    form = find_form(mo.get(RECORD).text, f"/acts/{young}/undo")

    assert f"/acts/{old}/undo" not in mo.get(RECORD).text
    refused = mo.post(f"{RECORD}acts/{old}/undo", form.fields)
    assert refused.status_code == 409
    assert "more than 30 days ago" in refused.text


def test_a_run_is_one_line_and_is_undone_whole(page: str, app: Flask, cast: Cast, signed_in: SignedIn) -> None:
    with app.app_context():
        comments = [make_comment(first_post(), f"Reply {number}.") for number in range(3)]
        with transaction():
            chosen = {comment.id: 1 for comment in comments}
            run = decide_many(chosen, comments, Action.SPAM, cast.user("mo").as_actor(), utcnow())
            run_id = run.id
    mo = signed_in("mo")

    assert shown(mo) == [run_id]
    assert "3 replies" in mo.get(RECORD).text
    mo.submit(RECORD, f"/acts/{run_id}/undo")
    with app.app_context():
        assert {comment.status for comment in db.session.scalars(select(Comment))} == {"pending"}
        assert db.session.scalar(select(func.count()).where(Act.undoes_id.is_not(None))) == 4


def test_an_author_sees_only_acts_on_replies_to_own_posts(
    page: str, app: Flask, cast: Cast, signed_in: SignedIn
) -> None:
    mine = approve(app, cast)
    with app.app_context():
        others = approve(app, cast, post=make_post(cast, "Berta's", author="berta"))
        with transaction():
            trash_post(first_post(), cast.user("arthur").as_actor(), utcnow())
    arthur = signed_in("arthur")

    assert shown(arthur) == [mine]
    assert shown(arthur, f"{RECORD}?subject=all") == [mine]
    assert shown(arthur, f"{RECORD}?act=post.trashed") == []
    token = find_form(arthur.get(RECORD).text, "/undo").fields
    assert arthur.post(f"{RECORD}acts/{others}/undo", token).status_code == 404
    assert arthur.post(f"{RECORD}acts/{mine}/undo", token).status_code == 303


def test_only_an_admin_sees_everything(page: str, app: Flask, cast: Cast, signed_in: SignedIn) -> None:
    with app.app_context(), transaction():
        change = change_settings([Change("tagline", "", "Slowly")], cast.user("ada").as_actor(), utcnow())
        assert change
        change_id = change.id
    ada, edith = signed_in("ada"), signed_in("edith")

    assert change_id in shown(ada, f"{RECORD}?subject=all")
    assert change_id not in shown(ada)
    assert "changed the settings: " in ada.get(f"{RECORD}?subject=all").text
    assert change_id not in shown(edith, f"{RECORD}?subject=all")
    approve(app, cast)
    token = find_form(edith.get(RECORD).text, "/undo").fields
    assert edith.post(f"{RECORD}acts/{change_id}/undo", token).status_code == 404
    assert ada.submit(f"{RECORD}?subject=all", f"/acts/{change_id}/undo").status_code == 303


def test_it_is_narrowed_by_person_act_and_time(page: str, app: Flask, cast: Cast, signed_in: SignedIn) -> None:
    first = approve(app, cast, "mo", datetime(2026, 11, 1, 23, 59, tzinfo=UTC))
    second = approve(app, cast, "edith", datetime(2026, 11, 2, 0, 0, tzinfo=UTC))
    mo = signed_in("mo")

    assert shown(mo) == [second, first]
    assert shown(mo, f"{RECORD}?person={cast['edith']}") == [second]
    assert shown(mo, f"{RECORD}?person=site") == []
    assert shown(mo, f"{RECORD}?act=comment.decided") == [second, first]
    assert shown(mo, f"{RECORD}?act=comments.decided") == []
    assert len(shown(mo, f"{RECORD}?act=comment.submitted")) == 2
    assert shown(mo, f"{RECORD}?from=2026-11-02") == [second]
    assert shown(mo, f"{RECORD}?to=2026-11-01") == [first]
    assert shown(mo, f"{RECORD}?from=2026-11-01&to=2026-11-02") == [second, first]
    for nonsense in ("person=x", "act=x", "from=x", "to=9999-12-31", "from=0001-01-01", "after=x", "person=0"):
        assert shown(mo, f"{RECORD}?{nonsense}") == [second, first], nonsense


def test_days_are_those_of_the_sites_clock(page: str, app: Flask, cast: Cast, signed_in: SignedIn) -> None:
    with app.app_context(), transaction():
        change_settings([Change("time_zone", "UTC", "Asia/Tokyo")], cast.user("ada").as_actor(), utcnow())
    act_id = approve(app, cast, at=datetime(2026, 11, 1, 15, 0, tzinfo=UTC))

    mo = signed_in("mo")
    assert shown(mo, f"{RECORD}?from=2026-11-02&to=2026-11-02") == [act_id]
    assert shown(mo, f"{RECORD}?to=2026-11-01") == []


def test_pages_follow_one_another_without_a_gap(page: str, app: Flask, cast: Cast, signed_in: SignedIn) -> None:
    with app.app_context(), transaction():
        verbs = [Verb.COMMENT_DECIDED, Verb.COMMENT_ADDRESS_SHOWN]
        for number in range(120):  # of the same time by threes
            record(verbs[number % 2], cast.user("mo").as_actor(), NOW + timedelta(seconds=number // 3), 77)
    mo, found, address = signed_in("mo"), [], RECORD
    while address:
        found += shown(mo, address)
        rest = mo.get(address).text.partition('<link rel="next" href="')[2]
        address = rest.partition('"')[0].replace("&amp;", "&")

    assert len(found) == len(set(found)) == 120
    assert found == sorted(found, reverse=True)


# The key that takes back what was done last


def test_pressed_again_it_takes_back_what_was_done_before(
    page: str, app: Flask, cast: Cast, signed_in: SignedIn
) -> None:
    for _ in range(3):
        approve(app, cast)
    approve(app, cast, by="edith")
    mo = signed_in("mo")
    fields = {**find_form(mo.get(RECORD).text, "/undo").fields, "back": "/moderation/?status=approved"}

    left = []
    for _ in range(3):
        done = mo.post(f"{RECORD}undo-last", fields)
        assert done.status_code == 303
        assert done.location.startswith("/moderation/?status=approved&done=")
        with app.app_context():
            left.append([c.id for c in db.session.scalars(select(Comment).where(Comment.status == "approved"))])

    assert left == [[1, 2, 4], [1, 4], [4]]
    assert mo.post(f"{RECORD}undo-last", fields).status_code == 409


def test_two_decisions_about_one_reply_are_taken_back_one_after_the_other(
    page: str, app: Flask, cast: Cast, signed_in: SignedIn
) -> None:
    approve(app, cast)
    mo = signed_in("mo")
    mo.submit("/moderation/comments/1", "/decisions", action="spam")
    fields = find_form(mo.get(RECORD).text, "/undo").fields

    statuses = []
    for _ in range(2):
        assert mo.post(f"{RECORD}undo-last", fields).status_code == 303
        with app.app_context():
            statuses.append(db.session.get_one(Comment, 1).status.value)
    assert statuses == ["approved", "pending"]


# The file


def export(visitor: Visitor, address: str = RECORD) -> list[dict[str, str]]:
    done = visitor.submit(address, "/export")
    assert done.status_code == 200
    assert done.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert done.headers["Content-Disposition"].startswith('attachment; filename="record-')
    assert done.headers["Cache-Control"] == "private, no-store"
    text = done.get_data().decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(StringIO(text[1:])))


def test_the_file_holds_what_the_page_shows_under_the_same_filters(
    page: str, app: Flask, cast: Cast, signed_in: SignedIn
) -> None:
    acts = [approve(app, cast, name) for name in ("mo", "edith", "mo")]
    mo = signed_in("mo")

    assert [int(row["id"]) for row in export(mo)] == acts[::-1]
    assert [int(row["id"]) for row in export(mo, f"{RECORD}?person={cast['edith']}")] == [acts[1]]
    row = export(mo)[0]
    assert row["who"] == "Mo Moderator"
    assert row["what"] == "Mo Moderator approved reply 3 on “Anatomy Spotlight: Psoas”"


def test_the_file_holds_nothing_of_a_reader(page: str, app: Flask, cast: Cast, signed_in: SignedIn) -> None:
    approve(app, cast)

    done = signed_in("ada").submit(f"{RECORD}?subject=all", "/export").get_data().decode()
    for told in ("Rhea", "rhea@", "Reply 20", "example.net"):
        assert told not in done


def test_an_author_takes_along_only_what_they_may_see(page: str, app: Flask, cast: Cast, signed_in: SignedIn) -> None:
    mine = approve(app, cast)
    with app.app_context():
        approve(app, cast, post=make_post(cast, "Berta's", author="berta"))

    assert [int(row["id"]) for row in export(signed_in("arthur"))] == [mine]


def test_an_export_is_on_record_with_its_filters(page: str, app: Flask, cast: Cast, signed_in: SignedIn) -> None:
    approve(app, cast)
    export(signed_in("mo"), f"{RECORD}?from=2020-01-01")

    with app.app_context():
        act = db.session.scalars(select(Act).where(Act.verb == "record.exported")).one()
    assert (act.user_id, act.details) == (cast["mo"], {"filters": {"from": "2020-01-01"}})


@pytest.mark.parametrize(
    "name",
    ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "＠SUM", "\u3000=1", 'x",=1', "x;=1"],
)
def test_no_cell_begins_like_a_formula(page: str, app: Flask, cast: Cast, signed_in: SignedIn, name: str) -> None:
    with app.app_context(), transaction():
        record(Verb.COMMENT_ADDRESS_SHOWN, Actor(name, cast["mo"]), utcnow(), 77)

    done = signed_in("ada").submit(RECORD, "/export").get_data().decode()
    for separator in (",", ";", "\t"):
        for row in csv.reader(StringIO(done[1:]), delimiter=separator):
            for cell in row:
                assert cell.strip().strip('"')[:1] not in tuple("=+@＝＋＠"), cell
    assert name.strip() in done.replace("'", "").replace('""', '"') or "'" in name


def test_the_number_of_questions_is_the_same_for_few_rows_and_for_many(
    page: str, app: Flask, cast: Cast, signed_in: SignedIn, statements: Statements
) -> None:
    ada = signed_in("ada")

    def count() -> int:
        ada.get("/")
        with statements() as seen:
            shown(ada, f"{RECORD}?subject=all")
        return len(seen)

    approve(app, cast)
    few = count()
    for _ in range(10):
        approve(app, cast)
    assert count() == few
    assert few <= 12


@pytest.mark.parametrize("person", ["", "&person=5", "&person=site"])
@pytest.mark.parametrize("act", ["", "&act=comment.decided", "&subject=all", "&subject=all&act=post.saved"])
@pytest.mark.parametrize("time", ["", "&from=2026-01-01&to=2026-12-31", "&after=1778059800000000-7"])
def test_each_question_reads_an_index(
    page: str, app: Flask, cast: Cast, signed_in: SignedIn, person: str, act: str, time: str
) -> None:
    ada = signed_in("ada")
    asked: list[tuple[str, object]] = []

    def note(connection: object, cursor: object, statement: str, values: object, *rest: object) -> None:
        if "FROM acts" in statement and "LIMIT" in statement:
            asked.append((statement, values))

    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", note)
        shown(ada, f"{RECORD}?{person}{act}{time}".replace("?&", "?"))
        event.remove(db.engine, "before_cursor_execute", note)
        (statement, values), *others = asked
        assert not others
        plan = [row[3] for row in db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)]  # type: ignore[arg-type]
    reads = [step for step in plan if " acts" in step and "INTEGER PRIMARY KEY" not in step]
    assert reads
    assert all("ix_acts_alone" in step or "(cause_id=?" in step for step in reads), plan
    sorts = [step for step in plan if "TEMP B-TREE" in step]
    assert len(sorts) <= ("UNION" in statement), "only what was read of each verb is put in order"


@pytest.mark.parametrize("is_still_out", [True, False])
def test_undoing_a_pin_brings_the_pin_before_back_if_readers_see_it(
    page: str, app: Flask, cast: Cast, signed_in: SignedIn, is_still_out: bool
) -> None:
    with app.app_context():
        edith = cast.user("edith").as_actor()
        make_post(cast, "Another")
        with transaction():
            pin_post(db.session.get_one(Post, 1), edith, utcnow())
        with transaction():
            act = pin_post(db.session.get_one(Post, 2), edith, utcnow())
        assert act
        act_id = act.id
        if not is_still_out:
            with transaction():
                trash_post(db.session.get_one(Post, 1), edith, utcnow())
    undone = signed_in("ada").submit(f"{RECORD}?subject=all", f"/acts/{act_id}/undo")

    assert undone.status_code == 303
    with app.app_context():
        pinned = list(db.session.scalars(select(Post.id).where(Post.pinned_at.is_not(None))))
    assert pinned == ([1] if is_still_out else [])


def test_undo_is_offered_only_for_runs_over_posts_that_have_one(
    page: str, app: Flask, cast: Cast, signed_in: SignedIn
) -> None:
    with app.app_context(), transaction():
        tagged = change_many([1], BulkAction.ADD_TAG, "Hip", cast.user("edith"), utcnow())
        trashed = change_many([1], BulkAction.TRASH, "", cast.user("edith"), utcnow())
        db.session.flush()
        ids = tagged.id, trashed.id
    text = signed_in("ada").get(f"{RECORD}?subject=all").text

    assert [f"/acts/{act_id}/undo" in text for act_id in ids] == [False, True]
