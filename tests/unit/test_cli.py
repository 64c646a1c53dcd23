"""The commands: what they do, what they print, and how they end."""

import csv
import io
import json
import re
from collections.abc import Callable

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select, text

from blog.accounts.models import SignInLink, User
from blog.accounts.passwords import is_password
from blog.clock import utcnow
from blog.comments import resanitizing
from blog.comments.lifecycle import Action
from blog.comments.models import Comment
from blog.database import db, transaction
from blog.moderation.models import Decision
from blog.posts import rerendering
from blog.posts.drafting import Manuscript, revise_post
from blog.posts.models import Post, Revision
from blog.record.acts import COMMAND_LINE
from blog.record.models import Act
from blog.settings.site_version import site_changed
from blog.text.markup import POLICY_VERSION
from blog.text.render import render_post
from blog.web.engine import engine
from tests.factories import Cast, approved, make_comment, make_post
from tests.visitor import Visitor

Run = Callable[..., Result]


@pytest.fixture
def run(app: Flask) -> Run:
    def run(*words: str, typed: str = "") -> Result:
        return app.test_cli_runner().invoke(args=list(words), input=typed)

    return run


@pytest.fixture
def replies(app: Flask, cast: Cast) -> None:
    """Under Arthur's post: 1 pending, 2 approved, 3 spam, 4 trash."""
    with app.app_context():
        post = make_post(cast)
        for number, then in enumerate([(), (Action.APPROVE,), (Action.SPAM,), (Action.TRASH,)], start=1):
            make_comment(post, f"Reply {number}.", then=then)


def statuses(app: Flask) -> list[str]:
    with app.app_context():
        return [status.value for status in db.session.scalars(select(Comment.status).order_by(Comment.id))]


# People


@pytest.mark.parametrize("role", ["admin", "editor", "author", "moderator"])
def test_a_person_without_a_password_gets_a_link(app: Flask, run: Run, role: str) -> None:
    done = run("user", "create", "new@example.org", "--name", "Néw One", "--role", role)

    assert done.exit_code == 0, done.output
    link = done.output.strip()
    assert re.fullmatch(r"http://localhost/login/link/[\w-]{40,}", link)
    visitor = Visitor(app)
    address = link.removeprefix("http://localhost")
    assert visitor.submit(address, "").status_code == 303
    assert "Néw One" in visitor.get("/account/").text
    with app.app_context():
        assert db.session.scalars(select(User)).one().role == role


def test_a_link_begins_with_the_address_of_the_site(start: Callable[..., Flask]) -> None:
    app = start(site_url="https://blog.example.org")
    done = app.test_cli_runner().invoke(args=["user", "create", "new@example.org", "--name", "New", "--role", "author"])

    assert done.output.startswith("https://blog.example.org/login/link/")


def test_a_password_is_read_from_standard_input_and_not_printed(app: Flask, run: Run) -> None:
    words = ("user", "create", "new@example.org", "--name", "New", "--role", "author", "--password-stdin")
    done = run(*words, typed="a long sentence\n")

    assert done.exit_code == 0
    assert "a long sentence" not in done.output
    assert "/login" in done.output
    with app.app_context():
        assert is_password("a long sentence", db.session.scalars(select(User.password_hash)).one())
        assert db.session.scalar(select(func.count()).select_from(SignInLink)) == 0


@pytest.mark.parametrize(
    ("words", "typed", "said"),
    [
        (["nonsense", "--name", "N", "--role", "author"], "", "nonsense is not an e-mail address"),
        (["MO@example.org", "--name", "N", "--role", "author"], "", "has an account already"),
        (["new@example.org", "--name", "N", "--role", "king"], "", "king"),
        (["new@example.org", "--role", "author"], "", "--name"),
        (
            ["new@example.org", "--name", "N", "--role", "author", "--password-stdin"],
            "short\n",
            "10 to 1000 characters",
        ),
        (["new@example.org", "--name", " ", "--role", "author"], "", "name"),
        (["new@example.org", "--name", "n" * 246, "--role", "author"], "", "245"),
    ],
)
def test_who_can_not_be_made_is_refused(
    app: Flask, cast: Cast, run: Run, words: list[str], typed: str, said: str
) -> None:
    done = run("user", "create", *words, typed=typed)

    assert done.exit_code != 0
    assert said in done.output
    assert "Traceback" not in done.output
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(User)) == 5


def test_a_new_link_for_someone(app: Flask, cast: Cast, run: Run) -> None:
    first, second = (run("user", "link", "MO@example.org").output.strip() for _ in range(2))

    assert first != second
    visitor = Visitor(app)
    assert visitor.get(first.removeprefix("http://localhost")).status_code == 404, "the one before is withdrawn"
    assert visitor.get(second.removeprefix("http://localhost")).status_code == 200


def test_no_link_for_nobody(cast: Cast, run: Run) -> None:
    done = run("user", "link", "nobody@example.org")

    assert done.exit_code == 1
    assert "Nobody here" in done.output


# Replies


def test_the_list_in_all_its_forms(replies: None, run: Run) -> None:
    assert run("comment", "list", "--format", "ids").output.split() == ["1", "2", "3", "4"]
    assert run("comment", "list", "--status", "spam", "--format", "ids").output.split() == ["3"]

    table = run("comment", "list").output.splitlines()
    assert len(table) == 4
    assert re.fullmatch(r" +1  pending   2026-05-06T09:30:00\+00:00  Rhea Reader: Reply 1\.", table[0])

    listed = json.loads(run("comment", "list", "--format", "json").output)
    assert [(row["id"], row["status"], row["name"], row["text"]) for row in listed] == [
        (number, status, "Rhea Reader", f"Reply {number}.")
        for number, status in enumerate(["pending", "approved", "spam", "trash"], start=1)
    ]
    rows = list(csv.DictReader(io.StringIO(run("comment", "list", "--format", "csv").output)))
    assert [row["text"] for row in rows] == [f"Reply {number}." for number in range(1, 5)]


@pytest.mark.parametrize("form", ["table", "ids", "json", "csv"])
def test_no_list_holds_an_address(replies: None, run: Run, form: str) -> None:
    done = run("comment", "list", "--format", form)

    assert done.exit_code == 0
    assert "example.net" not in done.output


@pytest.mark.parametrize("form", ["table", "ids", "json", "csv"])
def test_a_list_of_nothing_is_no_error(app: Flask, run: Run, form: str) -> None:
    done = run("comment", "list", "--format", form)

    assert done.exit_code == 0
    assert form != "json" or json.loads(done.output) == []


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", " =cmd|' /C calc'!A0", "\r=1", "＝1+1", '"=1']
)
def test_no_cell_of_the_csv_is_a_formula(app: Flask, cast: Cast, run: Run, cell: str) -> None:
    with app.app_context():
        make_comment(make_post(cast), cell, name=cell)

    (row,) = csv.DictReader(io.StringIO(run("comment", "list", "--format", "csv").output, newline=""))
    for written in (row["name"], row["text"]):
        assert written.lstrip()[:1] not in tuple("=+-@＝"), written


def test_the_terminal_is_not_steered_by_what_a_stranger_wrote(app: Flask, cast: Cast, run: Run) -> None:
    with app.app_context():
        make_comment(make_post(cast), "\x1b[2J\u202eevil\x9b31m", name="\x1b]0;title\x07")

    output = run("comment", "list").output
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", output)
    assert "evil" in output


def test_the_counts(replies: None, run: Run) -> None:
    assert run("comment", "count").output == "pending\t1\napproved\t1\nspam\t1\ntrash\t1\n"
    assert run("comment", "count", "--status", "spam").output == "1\n"
    assert json.loads(run("comment", "count", "--format", "json").output) == {
        "pending": 1,
        "approved": 1,
        "spam": 1,
        "trash": 1,
    }
    assert run("comment", "count", "--status", "nothing").exit_code == 2


@pytest.mark.parametrize(
    ("action", "comment_id", "after"),
    [
        ("approve", "1", "approved"),
        ("hold", "2", "pending"),
        ("spam", "2", "spam"),
        ("trash", "1", "trash"),
        ("restore", "4", "pending"),
    ],
)
def test_each_decision_is_a_command(
    app: Flask, replies: None, run: Run, action: str, comment_id: str, after: str
) -> None:
    done = run("comment", action, comment_id, "--reason", "by hand")

    assert done.exit_code == 0
    assert f"{comment_id}: " in done.output
    assert after in done.output
    assert statuses(app)[int(comment_id) - 1] == after
    with app.app_context():
        decision = db.session.scalars(select(Decision).order_by(Decision.id.desc())).first()
        assert decision is not None
        assert (decision.reason, decision.act.actor_name, decision.act.user_id) == ("by hand", "command line", None)


def test_what_can_not_be_decided_is_said_and_the_others_are_done(app: Flask, replies: None, run: Run) -> None:
    done = run("comment", "approve", "77", "1", "4", "3")

    assert done.exit_code == 1
    assert statuses(app) == ["approved", "approved", "approved", "trash"]
    assert "77: There is nothing at this address." in done.output
    assert "4: " in done.output


def test_ids_come_through_a_pipe(app: Flask, replies: None, run: Run) -> None:
    listed = run("comment", "list", "--status", "spam", "--format", "ids").output
    done = run("comment", "approve", "-", "--format", "ids", typed=f"{listed}1 ")

    assert done.output.split() == ["3", "1"]
    assert statuses(app) == ["approved", "approved", "approved", "trash"]


def test_a_word_in_the_pipe_that_is_no_id_stops_all_before_anything_is_done(
    app: Flask, replies: None, run: Run
) -> None:
    assert run("comment", "approve", "-", typed="1\nrm\n").exit_code == 2
    assert statuses(app)[0] == "pending"


def test_with_a_status_others_are_left_alone(app: Flask, replies: None, run: Run) -> None:
    done = run("comment", "spam", "--status", "pending", "--format", "json", "1", "2")

    assert done.exit_code == 0
    assert json.loads(done.stdout) == [{"id": 1, "from": "pending", "to": "spam"}]
    assert "2: left alone" in done.stderr
    assert statuses(app)[:2] == ["spam", "approved"]


def test_no_rows_are_an_empty_list(run: Run, cast: Cast) -> None:
    assert json.loads(run("comment", "list", "--format", "json").output) == []


@pytest.mark.parametrize("words", [["approve"], ["approve", "x"], ["delete", "1"], ["list", "--format", "xml"]])
def test_a_command_that_makes_no_sense_ends_with_2(replies: None, run: Run, words: list[str]) -> None:
    assert run("comment", *words).exit_code == 2


# Deriving again


def grow_old(app: Flask) -> None:
    with app.app_context(), transaction():
        older = {"version": POLICY_VERSION - 1}
        db.session.execute(text("UPDATE comments SET policy_version = :version, html = '<p>old</p>'"), older)


def test_what_an_older_policy_made_is_derived_again_in_batches(
    app: Flask, cast: Cast, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resanitizing, "BATCH", 2)
    with app.app_context():
        post = make_post(cast)
        for number in range(5):
            approved(post, f"Reply *{number}* <script>x</script>")
    grow_old(app)

    done = run("comment", "resanitize")

    assert done.exit_code == 0
    assert "5 replies derived again." in done.output
    with app.app_context():
        for comment in db.session.scalars(select(Comment)):
            assert "<em>" in comment.html
            assert comment.removals[0]["name"] == "script"
            assert comment.policy_version == POLICY_VERSION
        counts = [act.details["count"] for act in db.session.scalars(select(Act).where(Act.subject == "comments"))]
        assert counts == [2, 2, 1]
    assert "Nothing to do" in run("comment", "resanitize").output


def test_the_pages_show_what_was_derived_again(app: Flask, cast: Cast, run: Run) -> None:
    with app.app_context():
        approved(make_post(cast), "*Emphasis*")
    grow_old(app)
    visitor = Visitor(app)
    page = "/2026/04/anatomy-spotlight-psoas/"
    with app.app_context(), transaction():
        db.session.get_one(Post, 1).page_changed()
    assert "<p>old</p>" in visitor.get(page).text

    run("comment", "resanitize")

    assert "<em>Emphasis</em>" in visitor.get(page).text


def test_what_was_deleted_for_good_stays_empty(app: Flask, cast: Cast, run: Run) -> None:
    with app.app_context():
        make_comment(make_post(cast), "Gone.", then=(Action.TRASH, Action.DELETE))
    grow_old(app)

    assert run("comment", "resanitize").exit_code == 0
    with app.app_context():
        assert str(db.session.get_one(Comment, 1).html) == ""


def save_again(post: Post, author: User, body: str) -> None:
    with transaction():
        post = db.session.get_one(Post, post.id)
        revise_post(post, Manuscript("Title", body), render_post(body), post.head_number, author, utcnow())


def posts_grow_old(app: Flask) -> None:
    with app.app_context(), transaction():
        older = {"version": POLICY_VERSION - 1}
        db.session.execute(text("UPDATE revisions SET policy_version = :version, html = '<p>old</p>'"), older)
        db.session.get_one(Post, 1).page_changed()
        site_changed()


def test_posts_that_an_older_policy_made_are_derived_again_what_is_seen_first(
    app: Flask, cast: Cast, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rerendering, "BATCH", 2)
    with app.app_context():
        post = make_post(cast, body="## One <b onclick=x>two</b>")
        for number in range(3):
            save_again(post, cast.user("arthur"), f"## Again {number}")
    posts_grow_old(app)

    with app.app_context():
        assert next(rerendering.rerender(COMMAND_LINE, utcnow())) == 2
        new = select(Revision.number).where(Revision.policy_version == POLICY_VERSION).order_by(Revision.number)
        assert db.session.scalars(new).all() == [1, 4]
    done = run("post", "rerender")

    assert done.exit_code == 0
    assert "2 revisions derived again." in done.output
    with app.app_context():
        first = db.session.get_one(Revision, 1)
        assert first.html.startswith('<h2 id="h-one-two">')
        assert (first.body, first.summary) == ("## One <b onclick=x>two</b>", "One two")
        assert first.outline == [{"level": 2, "id": "h-one-two", "text": "One two"}]
        assert first.removals[0]["name"] == "onclick"
        counts = [act.details["count"] for act in db.session.scalars(select(Act).where(Act.subject == "posts"))]
        assert counts == [2, 2]
    assert "Nothing to do" in run("post", "rerender").output


def test_the_pages_show_what_of_posts_was_derived_again(app: Flask, cast: Cast, run: Run) -> None:
    with app.app_context():
        make_post(cast, body="*Emphasis*")
    posts_grow_old(app)
    visitor = Visitor(app)
    page = "/2026/04/anatomy-spotlight-psoas/"
    assert "<p>old</p>" in visitor.get(page).text

    run("post", "rerender")

    assert "<em>Emphasis</em>" in visitor.get(page).text


# The search


def test_the_index_is_made_again_and_says_how_much_is_in_it(app: Flask, replies: None, run: Run) -> None:
    for _ in range(2):
        done = run("search", "rebuild")
        assert done.exit_code == 0
        assert done.stdout == "2 posts and replies can be found.\n"
    assert Visitor(app).get("/search/?q=reply").text.count("<article>") == 1


# The sample


def test_the_sample_fills_an_empty_site_once(app: Flask, run: Run) -> None:
    first, second = run("demo"), run("demo")

    assert first.exit_code == second.exit_code == 0
    assert first.output == second.output
    lines = [line.split() for line in first.output.splitlines()]
    assert {line[0] for line in lines} >= {"admin", "editor", "author", "moderator"}
    assert all(re.fullmatch(r"\S+@example\.org", line[1]) for line in lines)
    with app.app_context():
        file = engine().settings.data_dir / "sign-ins.txt"
        assert file.stat().st_mode & 0o777 == 0o600
        posts = db.session.scalar(select(func.count()).select_from(Post))
        replies = db.session.scalar(select(func.count()).select_from(Comment))
        assert (posts or 0) >= 3
        assert (replies or 0) >= 30
    for line in lines:
        typed = {"email": line[1], "password": line[2]}
        assert Visitor(app).submit("/login", "sign-in", **typed).status_code == 303, line[0]


def test_the_sample_leaves_a_site_with_posts_alone(app: Flask, cast: Cast, run: Run) -> None:
    with app.app_context():
        make_post(cast)

    assert run("demo").exit_code == 0
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Post)) == 1


def test_every_command_explains_itself(run: Run) -> None:
    for words in (
        [],
        ["user"],
        ["user", "create"],
        ["comment"],
        ["comment", "approve"],
        ["comment", "resanitize"],
        ["demo"],
    ):
        done = run(*words, "--help")
        assert done.exit_code == 0
        assert len(done.output) > 60


def test_the_sample_does_not_come_to_a_site_that_has_its_people(app: Flask, run: Run) -> None:
    """An admin whose password stands in a file would come with it."""
    run("user", "create", "owner@example.org", "--name", "Owner", "--role", "admin")

    assert run("demo").exit_code == 0

    with app.app_context():
        assert db.session.scalar(select(func.count(User.id))) == 1
        assert db.session.scalar(select(func.count(Post.id))) == 0
