"""The sample content keeps its own promises."""

import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

import blog
from blog.sample.content import PEOPLE, POSTS, REPLIES, SampleReply, body_of, written_at

NOW = datetime(2026, 1, 31, 12, 0, tzinfo=UTC)
BY_KEY = {reply.key: reply for reply in REPLIES}
POST = {post.key: post for post in POSTS}
STATIC = Path(str(blog.__file__)).parent / "static"
PICTURES = sorted((STATIC / "pictures").glob("*.svg"))
RESERVED = re.compile(r"@(?:[a-z-]+\.)*example\.(?:org|com|net)$")
NUMBERED = re.compile(r"^\d+\. +(.+)$", re.MULTILINE)


def depth(reply: SampleReply) -> int:
    return 1 if reply.parent is None else 1 + depth(BY_KEY[reply.parent])


def everything_written() -> str:
    return "\n".join([*(body_of(post) for post in POSTS), *(f"{r.name} {r.text} {r.url} {r.trap}" for r in REPLIES)])


def test_there_are_thirty_replies_in_all_statuses() -> None:
    assert len(REPLIES) == 30
    assert Counter(reply.status for reply in REPLIES) == {"approved": 14, "pending": 8, "spam": 5, "trash": 3}


def test_no_key_or_slug_is_used_twice() -> None:
    for keys in ([r.key for r in REPLIES], [p.key for p in POSTS], [p.slug for p in POSTS], [p.key for p in PEOPLE]):
        assert len(set(keys)) == len(keys)


def test_each_role_has_its_person() -> None:
    assert sorted(person.role for person in PEOPLE) == ["admin", "author", "editor", "moderator"]


def test_every_address_is_of_a_reserved_domain() -> None:
    for email in [person.email for person in PEOPLE] + [reply.email for reply in REPLIES]:
        assert RESERVED.search(email), email
    assert all(person.email.endswith("@example.org") for person in PEOPLE)


def test_every_host_is_of_a_reserved_domain() -> None:
    hosts = set(re.findall(r"https?://([^/\s\"'<>)\]]+)", everything_written()))
    assert hosts
    assert [host for host in sorted(hosts) if not re.search(r"(^|\.)example\.(org|com|net)$", host)] == []


def test_every_post_is_by_somebody_and_has_a_body() -> None:
    for post in POSTS:
        assert post.author in {person.key for person in PEOPLE}
        assert len(body_of(post).split()) > 50, post.key
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", post.slug)


def test_three_posts_are_published_and_one_is_a_draft() -> None:
    assert [post.key for post in POSTS if not post.published] == ["breath"]
    assert all(post.published_at.tzinfo is UTC for post in POSTS if post.published_at)


def test_the_spotlight_is_where_the_contract_has_it() -> None:
    spotlight = POST["psoas"]
    assert spotlight.published_at is not None
    assert f"/{spotlight.published_at:%Y/%m}/{spotlight.slug}/" == "/2014/05/anatomy-spotlight-psoas/"
    assert (spotlight.title, spotlight.author) == ("Anatomy Spotlight: Psoas", "arthur")


def test_the_spotlight_has_a_picture_an_introduction_three_facts_and_an_advice() -> None:
    paragraphs = body_of(POST["psoas"]).strip().split("\n\n")
    assert paragraphs[0].startswith("![")
    assert "](/static/pictures/psoas.svg " in paragraphs[0]
    assert [bool(NUMBERED.match(paragraph)) for paragraph in paragraphs] == [False] * 3 + [True] * 3 + [False]
    assert 350 <= len(" ".join(paragraphs[1:]).split()) <= 500


def test_each_fact_starts_with_a_bold_claim_and_says_why() -> None:
    facts = NUMBERED.findall(body_of(POST["psoas"]))
    assert len(facts) == 3
    for fact in facts:
        claim = re.match(r"\*\*[^*]{8,60}\.\*\* (.+)$", fact)
        assert claim, fact
        assert 2 <= len(re.findall(r"[.!?](?: |$)", claim.group(1))) <= 4, fact


def test_the_other_posts_show_the_other_shapes() -> None:
    floor, step = body_of(POST["floor"]), body_of(POST["step"])
    for shape in (r"^## ", r"^> ", r"^\|.*\|$", r"^```$", r"\[\^1\][^:]", r"^\[\^1\]: "):
        assert re.search(shape, floor, re.MULTILINE), shape
    assert re.search(r'^!\[[^\]]+\]\([^ ]+ "[^"]+"\)\{\.wide\}$', step, re.MULTILINE)


def test_every_picture_of_a_post_exists_and_has_words_for_those_who_cannot_see_it() -> None:
    pictures = re.findall(r"!\[([^\]]*)\]\(/static/([^ )]+)", "\n".join(body_of(post) for post in POSTS))
    assert {source for _, source in pictures} == {f"pictures/{picture.name}" for picture in PICTURES}
    assert all(len(words) > 100 for words, _ in pictures)


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_a_picture_is_small_and_asks_nobody_for_anything(picture: Path) -> None:
    text = picture.read_text(encoding="utf-8")
    root = ElementTree.fromstring(text)
    names = {element.tag.rpartition("}")[2] for element in root.iter()}
    attributes = {(name, value) for element in root.iter() for name, value in element.attrib.items()}
    assert len(text.encode()) < 40_000
    assert not names & {"script", "style", "foreignObject", "image", "a", "animate", "set"}
    assert [name for name, _ in attributes if name.startswith("on") or name == "style"] == []
    assert [value for name, value in attributes if name.endswith("href") and not value.startswith("#")] == []
    assert "url(http" not in text
    assert "@import" not in text


def test_a_reply_is_to_a_published_post() -> None:
    assert {reply.post for reply in REPLIES} == {post.key for post in POSTS if post.published}


def test_a_parent_is_on_the_same_post_and_earlier() -> None:
    children = [reply for reply in REPLIES if reply.parent]
    assert len(children) >= 8
    for child in children:
        parent = BY_KEY[str(child.parent)]
        assert parent.post == child.post
        assert written_at(parent, NOW) < written_at(child, NOW)


def test_a_thread_goes_five_deep_and_no_deeper() -> None:
    assert max(depth(reply) for reply in REPLIES) == 5
    assert {reply.status for reply in REPLIES if depth(reply) >= 3} == {"approved", "pending"}


def test_a_reply_has_one_time_which_is_after_its_post() -> None:
    for reply in REPLIES:
        published_at = POST[reply.post].published_at
        assert (reply.minutes_after_post is None) != (reply.minutes_ago is None), reply.key
        assert published_at is not None
        assert published_at < written_at(reply, NOW) < NOW


def test_what_waits_came_in_the_last_days() -> None:
    pending = [reply for reply in REPLIES if reply.status == "pending"]
    assert all(NOW - written_at(reply, NOW) <= timedelta(days=3) for reply in pending)


def test_decisions_follow_in_order_and_none_lies_ahead() -> None:
    people = {person.key for person in PEOPLE}
    for reply in REPLIES:
        minutes = [decision.minutes_later for decision in reply.then]
        assert minutes == sorted(set(minutes)), reply.key
        assert all(each > 0 for each in minutes), reply.key
        assert all(written_at(reply, NOW) + timedelta(minutes=each) < NOW for each in minutes)
        assert {decision.by for decision in reply.then} <= people
        assert {decision.action for decision in reply.then} <= {"approve", "hold", "spam", "trash"}


def test_no_decision_repeats_the_one_before() -> None:
    for reply in REPLIES:
        actions = [decision.action for decision in reply.then]
        assert all(one != other for one, other in pairwise(actions)), reply.key


def test_authors_decide_only_on_replies_to_their_own_posts() -> None:
    for reply in REPLIES:
        by_author = [decision for decision in reply.then if decision.by == "arthur"]
        assert not by_author or POST[reply.post].author == "arthur"


def test_the_author_answers_as_themselves() -> None:
    (answer,) = [reply for reply in REPLIES if reply.by]
    person = next(person for person in PEOPLE if person.key == answer.by)
    assert (answer.name, answer.email, POST[answer.post].author) == (person.name, person.email, person.key)
    assert not {reply.email for reply in REPLIES if not reply.by} & {person.email for person in PEOPLE}


def test_a_parent_in_the_trash_keeps_an_approved_reply() -> None:
    kept = [r for r in REPLIES if r.parent and r.status == "approved" and BY_KEY[r.parent].status == "trash"]
    assert [reply.key for reply in kept] == ["imogen-calms"]


def test_no_reply_is_the_same_as_another() -> None:
    assert len({(r.post, r.parent, r.name, r.text) for r in REPLIES}) == len(REPLIES)


def test_no_reply_tells_an_address() -> None:
    assert [reply.key for reply in REPLIES if "@" in reply.name + reply.text + reply.url] == []


@pytest.mark.parametrize(
    "sign",
    [
        "<script>",
        "onclick=",
        "](javascript:",
        "<img ",
        "onerror=",
        "<textarea>",
        "<iframe ",
        "](https://collect.",
    ],
)
def test_a_hostile_sign_is_in_a_reply_that_readers_do_not_see(sign: str) -> None:
    assert {reply.status for reply in REPLIES if sign in reply.text} & {"pending", "spam"}
    assert [reply.key for reply in REPLIES if sign in reply.text and reply.status == "approved"] == []


def test_machines_give_themselves_away_by_haste_the_trap_or_a_turned_name() -> None:
    assert 1.2 in {reply.seconds_taken for reply in REPLIES}
    assert [reply.status for reply in REPLIES if reply.trap] == ["spam"]
    assert [reply.key for reply in REPLIES if "\u202e" in reply.name] == ["sven-turned"]


def test_readers_write_in_several_scripts() -> None:
    shown = "".join(reply.name + reply.text for reply in REPLIES if reply.status == "approved")
    for script in ("[\u0600-\u06ff]", "[\u3040-\u30ff]", "[\u4e00-\u9fff]", "[éèàüöÅ]"):
        assert re.search(script, shown), script


def test_a_post_or_reply_without_a_time_is_refused() -> None:
    timeless = SampleReply(key="x", post="psoas", name="X", email="x@example.org", text="x")
    with pytest.raises(ValueError, match="reply x has no time"):
        written_at(timeless, NOW)
