"""Where people see how far it is what they asked for, and have it tried again."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import event, select

from blog.database import db, transaction
from blog.jobs.enqueue import enqueue
from blog.jobs.models import Job
from blog.jobs.queries import PAGE, failed_jobs, jobs_asked_by
from blog.record.models import Act
from tests.factories import NOW, Cast
from tests.visitor import Visitor, find_form

SignedIn = Callable[[str], Visitor]
LONG_PAST_NOW = timedelta(days=365_000)


def ask(app: Flask, asked_by_id: int | None = None, **values: object) -> int:
    """A job with these columns."""
    with app.app_context(), transaction():
        job = enqueue("make_renditions", NOW, asked_by_id=asked_by_id, secret="private words")
        for column, value in values.items():
            setattr(job, column, value)
        db.session.flush()
        return job.id


def test_a_job_says_in_numbers_and_words_how_far_it_is(app: Flask, cast: Cast, signed_in: SignedIn) -> None:
    running: dict[str, object] = {"claimed_until": NOW + LONG_PAST_NOW, "progress_done": 3, "progress_total": 10}
    number = ask(app, cast["arthur"], **running)
    answer = signed_in("arthur").get(f"/desk/jobs/{number}")

    assert answer.json == {"id": number, "state": "running", "done": 3, "total": 10, "text": "3 of 10"}
    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("values", "state", "text"),
    [
        ({}, "waiting", "Waits for its turn"),
        ({"tries": 2, "error": "OSError"}, "waiting", "Did not work yet, and will be tried again"),
        ({"claimed_until": NOW + LONG_PAST_NOW}, "running", "Under way"),
        ({"done_at": NOW}, "done", "Done"),
        ({"failed_at": NOW}, "failed", "Failed"),
    ],
)
def test_each_state_has_its_words_on_the_page_and_for_the_script(
    app: Flask, cast: Cast, signed_in: SignedIn, values: dict[str, object], state: str, text: str
) -> None:
    number = ask(app, cast["arthur"], **values)
    arthur = signed_in("arthur")
    page = arthur.get("/desk/jobs/").text

    told = arthur.get(f"/desk/jobs/{number}").json
    assert told
    assert (told["state"], told["text"]) == (state, text)
    assert f'data-job="/desk/jobs/{number}" data-state="{state}"' in page
    assert f'<span class="job-state">{text}</span>' in page
    assert "Make a picture in other sizes" in page
    assert "private words" not in page


def test_without_a_script_the_page_shows_how_far_it_is(app: Flask, cast: Cast, signed_in: SignedIn) -> None:
    ask(app, cast["arthur"], claimed_until=NOW + LONG_PAST_NOW, progress_done=3, progress_total=10)

    bar = re.search(r"<progress[^>]*>", signed_in("arthur").get("/desk/jobs/").text)
    assert bar
    assert 'value="3" max="10"' in bar[0]


def test_one_sees_ones_own_jobs_and_an_admin_all_that_failed(app: Flask, cast: Cast, signed_in: SignedIn) -> None:
    own, other = ask(app, cast["arthur"]), ask(app, cast["berta"])
    failed = ask(app, failed_at=NOW, error="OSError")
    arthur, ada = signed_in("arthur"), signed_in("ada")

    assert jobs_on(arthur, "/desk/jobs/") == jobs_on(arthur, "/desk/jobs/?show=failed") == [own]
    assert jobs_on(ada, "/desk/jobs/") == []
    assert jobs_on(ada, "/desk/jobs/?show=failed") == [failed]
    assert arthur.get(f"/desk/jobs/{other}").status_code == 404


def jobs_on(visitor: Visitor, address: str) -> list[int]:
    return [int(number) for number in re.findall(r'data-job="/desk/jobs/(\d+)"', visitor.get(address).text)]


def test_a_failed_job_is_tried_again_from_the_beginning_and_the_record_says_by_whom(
    app: Flask, cast: Cast, signed_in: SignedIn
) -> None:
    number = ask(app, failed_at=NOW, error="OSError", tries=8, progress_done=3, progress_total=10)
    ada = signed_in("ada")
    answer = ada.submit("/desk/jobs/?show=failed", f"/desk/jobs/{number}/tries")

    assert (answer.status_code, answer.location) == (303, "/desk/jobs/?show=failed")
    with app.app_context():
        job = db.session.get_one(Job, number)
        assert (job.failed_at, job.tries, job.progress_done, job.progress_total) == (None, 0, 0, None)
        assert job.payload == {"secret": "private words"}
        act = db.session.scalars(select(Act).where(Act.verb == "job.retried")).one()
        assert (act.user_id, act.subject_id, act.details) == (cast["ada"], number, {"name": "make_renditions"})


def test_what_is_tried_again_already_is_not_tried_twice(app: Flask, cast: Cast, signed_in: SignedIn) -> None:
    number = ask(app, cast["arthur"], failed_at=NOW)
    arthur = signed_in("arthur")
    form = find_form(arthur.get("/desk/jobs/").text, f"/desk/jobs/{number}/tries").fields

    assert arthur.post(f"/desk/jobs/{number}/tries", form).status_code == 303
    assert arthur.post(f"/desk/jobs/{number}/tries", form).status_code == 409


def test_a_forged_wish_to_try_again_is_refused(app: Flask, cast: Cast, signed_in: SignedIn) -> None:
    number = ask(app, cast["arthur"], failed_at=NOW)

    assert signed_in("arthur").post(f"/desk/jobs/{number}/tries", {"token": "x"}).status_code == 403


@pytest.mark.parametrize("show", ["", "?show=failed"])
def test_the_lists_are_paged_and_lose_none(app: Flask, cast: Cast, signed_in: SignedIn, show: str) -> None:
    numbers = [ask(app, cast["ada"], failed_at=NOW) for _ in range(PAGE + 3)]
    ada = signed_in("ada")
    first = ada.get(f"/desk/jobs/{show}")
    following = re.search(r'<link rel="next" href="([^"]+)"', first.text)
    assert following

    shown = jobs_on(ada, f"/desk/jobs/{show}") + jobs_on(ada, following[1].replace("&amp;", "&"))
    assert shown == numbers[::-1]


def test_the_lists_read_an_index_in_order(context: Flask, cast: Cast) -> None:
    seen: list[tuple[str, object]] = []

    def note(connection: object, cursor: object, statement: str, parameters: object, *rest: object) -> None:
        seen.append((statement, parameters))

    event.listen(db.engine, "before_cursor_execute", note)
    for after in (None, 7):
        jobs_asked_by(cast["ada"], after)
        failed_jobs(after)
    event.remove(db.engine, "before_cursor_execute", note)

    plans = [
        [row[3] for row in db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)]  # type: ignore[arg-type]
        for statement, parameters in seen
        if statement.startswith("SELECT")
    ]
    assert len(plans) == 4
    for plan in plans:
        assert any("ix_jobs_" in step for step in plan), plan
        assert not [step for step in plan if "TEMP B-TREE" in step], plan
