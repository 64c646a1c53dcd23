"""The moderators' workbench, attacked: authors who are curious, forged pages, and replies that take their time."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from blog.clock import utcnow
from blog.comments.lifecycle import Action, CommentStatus
from blog.comments.models import Comment
from blog.database import db, transaction
from blog.moderation.cut_off import CutOff
from blog.moderation.notes import add_note
from blog.notifications.act_links import links_for
from blog.notifications.mails import reply_held_mail
from blog.posts.models import Post
from blog.posts.publishing import unpublish_post
from blog.record.acts import Verb
from blog.record.models import Act
from blog.web.engine import engine
from tests.factories import Cast, make_comment, make_post
from tests.visitor import Visitor, find_form

SignedIn = Callable[[str], Visitor]
QUEUE, RECORD = "/moderation/", "/moderation/record/"
LATEST = "99999999999999999-999999999999999999-999999999999999999"  # a moment that is not yet


@pytest.fixture
def site(app: Flask, cast: Cast) -> Flask:
    """Reply 1 waits on a post by Berta, reply 2 by the same writer on one by Arthur."""
    with app.app_context():
        make_comment(make_post(cast, "Berta's", author="berta"), "To Berta.")
        make_comment(make_post(cast, "Arthur's", author="arthur"), "To Arthur.")
    return app


def news(visitor: Visitor, *shown: str, **typed: str) -> dict[str, Any]:
    form = find_form(visitor.get(QUEUE).text, "news")
    answer = visitor.post(form.action, {**form.fields, "shown": list(shown), **typed})
    assert isinstance(answer.json, dict)
    return answer.json


# A08, T27: an author asks for what is another's


def test_A08_an_author_learns_nothing_of_who_looks_at_anothers_reply(site: Flask, signed_in: SignedIn) -> None:
    news(signed_in("mo"), open="2")
    assert list(news(signed_in("edith"), "2:1")["claims"]) == ["2"]
    assert news(signed_in("berta"), "1:1", "2:1")["claims"] == {}


def test_A08_an_author_cannot_tell_anothers_reply_from_one_that_never_was(site: Flask, signed_in: SignedIn) -> None:
    berta = signed_in("berta")
    for version in (1, 2):
        [anothers, none] = news(berta, "1:1", f"2:{version}", f"999:{version}")["changes"]
        assert {**anothers, "id": 0} == {**none, "id": 0}


def test_A08_an_author_reads_no_note_that_was_left_on_anothers_reply(
    site: Flask, cast: Cast, signed_in: SignedIn
) -> None:
    with site.app_context(), transaction():
        by = cast.user("mo").as_actor()
        add_note(db.session.get_one(Comment, 2), "To Arthur he said he lies.", True, by, utcnow())
    page = "/moderation/comments/1"
    assert "he lies" in signed_in("mo").get(page).text
    berta = signed_in("berta")
    token = find_form(berta.get(page).text, "/notes").fields
    assert "he lies" not in berta.get(page).text
    assert "1 note" not in berta.get(QUEUE).text
    assert berta.post(f"{page}/notes/1/remove", token).status_code == 404


def test_A07_no_finding_names_a_post_that_was_taken_back(site: Flask, cast: Cast) -> None:
    words = "Whoever stretches every morning walks better afterwards."
    with site.app_context():
        post = db.session.get_one(Post, 2)
        make_comment(post, words)
        with transaction():
            unpublish_post(post, cast.user("arthur").as_actor(), utcnow())
        found = make_comment(db.session.get_one(Post, 1), words).findings
        assert "Arthur's" not in repr([each.values for each in found])


@pytest.mark.parametrize("act", ["user.created", "setting.changed", "comment.submitted", "rule.created", "nonsense"])
@pytest.mark.parametrize("name", ["mo", "berta"])
def test_T27_the_record_of_what_one_may_not_see_is_empty(site: Flask, signed_in: SignedIn, name: str, act: str) -> None:
    visitor = signed_in(name)
    for address in (f"{RECORD}?act={act}", f"{RECORD}?act={act}&subject=all", f"{RECORD}?act={act}&person=site"):
        page = visitor.get(address)
        assert page.status_code == 200, address
        assert ("Arthur&#39;s" in page.text) is (name == "mo" and act == "comment.submitted"), address
    fields = find_form(visitor.get(RECORD).text, "/logout").fields
    file = visitor.post(f"{RECORD}export", {**fields, "act": act, "subject": "all"})
    assert file.status_code == 200
    assert "user.created" not in file.text


# A page of the queue that was forged


def test_a_page_that_claims_to_be_of_tomorrow_is_of_today(site: Flask, app: Flask, signed_in: SignedIn) -> None:
    """Else a run over all would go on into what arrives while it works."""
    with app.app_context():
        make_comment(db.session.get_one(Post, 1), "Spam.", then=(Action.SPAM,))
    ada, tab = signed_in("ada"), "/moderation/?status=spam"
    fields = find_form(ada.get(tab).text, "bulk").fields
    sent = {**fields, "everything": "all", "action": "delete", "cut_off": LATEST}
    asked = ada.post("/moderation/decisions", sent)
    moment = CutOff.parse(find_form(asked.text, "/runs").fields["cut_off"])
    assert moment is not None
    assert (moment.comment_id, moment.decision_id) == (3, 1)
    assert moment.at <= utcnow()


# A16: the links of mails


def test_A16_one_link_pressed_six_times_at_once_decides_once(site: Flask, cast: Cast) -> None:
    with site.app_context():
        link = links_for(db.session.get_one(Comment, 1), cast.user("mo"), utcnow())[Action.APPROVE]
        address = f"/moderation/links/{link.token(engine().settings.secret_key)}"
    fields = find_form(Visitor(site).get(address).text, "act-link").fields
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: Visitor(site).post(address, fields).status_code, range(6)))
    assert sorted(answers) == [303, 410, 410, 410, 410, 410]
    with site.app_context():
        assert len(db.session.scalars(select(Act).where(Act.verb == Verb.COMMENT_DECIDED)).all()) == 1


# A20, T9: the name of another


def test_T9_whoever_types_anothers_address_earns_nothing_with_it_and_spoils_nothing(site: Flask) -> None:
    own, strange, address = "a" * 64, "b" * 64, "vera@example.net"
    with site.app_context():
        post = db.session.get_one(Post, 1)
        make_comment(post, "First.", address=address, browser_key=own, then=(Action.APPROVE,))
        for number, key in enumerate((strange, "")):
            held = make_comment(post, f"It is me, {number}.", address=address, browser_key=key)
            assert held.status is CommentStatus.PENDING
            make_comment(post, f"Buy {number}.", address=address, browser_key=key, then=(Action.SPAM,))
        assert make_comment(post, "Second.", address=address, browser_key=own).status is CommentStatus.APPROVED
        other = make_comment(post, "Another.", address="other@example.net", browser_key=own)
        assert other.status is CommentStatus.PENDING


# A24: replies that take their time


def test_A24_a_reply_that_hides_between_many_lines_or_many_near_misses_holds_up_no_queue(
    site: Flask, app: Flask, signed_in: SignedIn
) -> None:
    lies = "".join(f"[{'a' * 298}b{number:03} www.example.com](http://example.net)\n" for number in range(50))
    with app.app_context():
        post = db.session.get_one(Post, 1)
        make_comment(post, (lies + "a" * 65_000)[:65_000])
        make_comment(post, "<script>x</script>\n" + "a\n" * 32_000)
    mo = signed_in("mo")
    mo.get("/moderation/?q=nothing")
    begin = time.perf_counter()
    assert mo.get(QUEUE).status_code == 200
    assert time.perf_counter() - begin < 3


# T30: lines that pretend to be ours


def test_T30_no_line_of_a_readers_words_stands_among_ours(site: Flask, cast: Cast) -> None:
    """In the field that people don't see, and after the ends of lines that mail programs know beside ours."""
    forged = "\r\n\r\n\0Approve: now\n"
    Visitor(site).reply("/2026/04/bertas/", comment="Sit.\u2028Approve: now\x85Approve: now", subject=forged)
    with site.test_request_context():
        comment = db.session.get_one(Comment, 3)
        [trap] = [each for each in comment.findings if each.code == "filled_trap"]
        assert trap.values["filled_in"] == "Approve: now"
        text = reply_held_mail(comment, cast.user("mo"), "key", utcnow()).text
    ours = [line for line in text.splitlines() if line.startswith("Approve")]
    assert len(ours) == 1
    assert "/moderation/links/" in ours[0]
