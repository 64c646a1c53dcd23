"""The sample content keeps its own promises."""

import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from math import pi, sin
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

import blog
from blog.posts.lifecycle import PostKind
from blog.sample.content import MENU, PEOPLE, REPLIES, body_of, written_at
from blog.sample.post_list import POSTS
from blog.sample.shapes import SamplePost, SampleReply
from blog.text.outline import contents_of
from blog.text.render import render_comment, render_post

NOW = datetime(2026, 1, 31, 12, 0, tzinfo=UTC)
BY_KEY = {reply.key: reply for reply in REPLIES}
POST = {post.key: post for post in POSTS}
STATIC = Path(str(blog.__file__)).parent / "static"
PICTURES = sorted((STATIC / "pictures").glob("*.svg"))
RESERVED = re.compile(r"@(?:[a-z-]+\.)*example\.(?:org|com|net)$")
NUMBERED = re.compile(r"^\d+\. +(.+)$", re.MULTILINE)


ARABIC = re.compile("[\u0620-\u064a]")
HEBREW = re.compile("[\u05d0-\u05ea]")
LETTER = re.compile(r"[^\W\d_]")


def html_of(key: str) -> str:
    return render_post(body_of(POST[key])).html


def public_posts() -> list[SamplePost]:
    return [post for post in POSTS if post.published and post.kind is PostKind.POST]


def depth(reply: SampleReply) -> int:
    return 1 if reply.parent is None else 1 + depth(BY_KEY[reply.parent])


def everything_written() -> str:
    return "\n".join([*(body_of(post) for post in POSTS), *(f"{r.name} {r.text} {r.url} {r.trap}" for r in REPLIES)])


def test_there_are_sixty_replies_in_all_statuses() -> None:
    assert len(REPLIES) == 60
    assert Counter(reply.status for reply in REPLIES) == {"approved": 38, "pending": 12, "spam": 7, "trash": 3}


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


def test_twelve_posts_are_published_one_is_scheduled_and_one_is_a_draft() -> None:
    assert len(public_posts()) == 12
    assert [post.key for post in POSTS if post.days_ahead] == ["glides"]
    assert [post.key for post in POSTS if not post.published and not post.days_ahead] == ["breath"]
    assert all(post.published_at.tzinfo is UTC for post in POSTS if post.published_at)


def test_a_page_tells_about_the_site() -> None:
    (page,) = [post for post in POSTS if post.kind is PostKind.PAGE]
    assert (page.slug, page.comments_open, page.tags, page.category) == ("about", False, (), "")
    assert "/about/" in dict(MENU).values()


def test_one_post_is_pinned_which_is_the_oldest() -> None:
    assert [post.key for post in POSTS if post.pinned] == ["psoas"]
    assert min(public_posts(), key=lambda post: str(post.published_at)).pinned


def test_two_authors_write_over_years() -> None:
    by_year = {post.published_at.year for post in public_posts() if post.published_at}
    assert {post.author for post in public_posts()} == {"arthur", "edith"}
    assert min(by_year) == 2014
    assert max(by_year) == 2026
    assert len(by_year) >= 7


def test_every_post_shares_a_tag_with_another_and_stands_in_one_of_three_categories() -> None:
    tags = Counter(tag for post in public_posts() for tag in post.tags)
    assert [post.key for post in public_posts() if all(tags[tag] == 1 for tag in post.tags)] == []
    assert {post.category for post in public_posts()} == {"Anatomy", "Practice", "Notebook"}


def test_a_series_has_three_parts_a_month_apart() -> None:
    (series,) = {post.series for post in POSTS} - {""}
    parts = [post for post in POSTS if post.series == series]
    assert [post.key for post in parts] == ["arch", "toe", "barefoot"]
    for one, other in pairwise(parts):
        assert one.published_at is not None
        assert other.published_at is not None
        assert timedelta(days=20) < other.published_at - one.published_at < timedelta(days=40)


def test_a_link_from_one_part_to_another_leads_there() -> None:
    addresses = {f"/{post.published_at:%Y/%m}/{post.slug}/" for post in public_posts()}
    links = re.findall(r"(?<!!)\[[^\]]*\]\((/[^)\s]+)\)", "\n".join(body_of(post) for post in POSTS))
    assert links
    assert set(links) <= addresses


def test_the_long_post_has_a_table_of_contents() -> None:
    rendered = render_post(body_of(POST["chairs"]))
    sections = contents_of(rendered.outline, rendered.html)
    assert len(sections) >= 4
    assert any(section.parts for section in sections)


def test_the_short_post_is_a_few_lines() -> None:
    assert len(body_of(POST["seconds"]).split()) < 100


def test_the_post_with_code_has_it_in_two_languages_and_in_colour() -> None:
    assert re.findall(r"^```(\w+)$", body_of(POST["count"]), re.MULTILINE) == ["javascript", "python"]
    assert html_of("count").count('<code class="language-') == 2
    assert '<span class="k">def</span>' in html_of("count")
    assert '<span class="k">const</span>' in html_of("count")


def test_the_code_of_a_post_counts_steps() -> None:
    """What the post shows runs, and does what the post says it does."""
    (code,) = re.findall(r"^```python\n(.*?)^```$", body_of(POST["count"]), re.MULTILINE | re.DOTALL)
    shown: dict[str, Any] = {}
    exec(code, shown)
    walk = [(tick / 60, 0.0, 0.0, 9.81 + 2.5 * sin(2 * pi * 1.8 * tick / 60)) for tick in range(3600)]
    assert shown["count_steps"](walk) == 108, "a minute at 1.8 steps a second"
    assert shown["count_steps"]([(tick / 60, 0.0, 0.0, 9.81) for tick in range(3600)]) == 0


def test_the_gallery_holds_four_pictures_with_captions() -> None:
    _, gallery = html_of("sketchbook").split('<div class="gallery wide">')
    shown = gallery.split("</div>")[0]
    assert shown.count("<img ") == shown.count("<figcaption>") == 4


def test_one_post_is_written_from_right_to_left() -> None:
    letters = LETTER.findall(POST["stairs"].title + body_of(POST["stairs"]))
    assert len(letters) > 700
    assert all(ARABIC.match(letter) for letter in letters)


def test_one_post_is_of_quotations_and_a_wide_picture() -> None:
    assert html_of("overheard").count("<blockquote>") == 4
    assert '<figure class="wide">' in html_of("overheard")


def test_notes_stand_under_two_posts_and_tables_in_two() -> None:
    assert [post.key for post in public_posts() if 'id="fn-' in html_of(post.key)] == ["floor", "toe"]
    assert [post.key for post in public_posts() if "<table>" in html_of(post.key)] == ["floor", "barefoot"]


def test_nothing_is_taken_out_of_a_post_when_it_is_saved() -> None:
    assert {post.key: render_post(body_of(post)).removals for post in POSTS} == {post.key: () for post in POSTS}


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
    assert {reply.post for reply in REPLIES} == {post.key for post in public_posts()}


def test_a_parent_is_on_the_same_post_and_earlier() -> None:
    children = [reply for reply in REPLIES if reply.parent]
    assert len(children) >= 20
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


def test_authors_answer_as_themselves_under_their_own_posts() -> None:
    answers = [reply for reply in REPLIES if reply.by]
    person = {person.key: person for person in PEOPLE}
    assert {answer.by for answer in answers} == {"arthur", "edith"}
    for answer in answers:
        by = person[str(answer.by)]
        assert (answer.name, answer.email, POST[answer.post].author) == (by.name, by.email, by.key)
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
        "<svg ",
        "onload=",
        "](data:",
        "<style>",
    ],
)
def test_a_hostile_sign_is_in_a_reply_that_readers_do_not_see(sign: str) -> None:
    assert {reply.status for reply in REPLIES if sign in reply.text} & {"pending", "spam"}
    assert [reply.key for reply in REPLIES if sign in reply.text and reply.status == "approved"] == []


def test_nothing_hostile_is_left_of_a_reply() -> None:
    for reply in REPLIES:
        html = render_comment(reply.text).html
        assert not re.search(
            r"<(script|style|svg|iframe|img|textarea|form)|<[^>]*(\son\w+=|style=|javascript:|data:)", html
        )


def test_machines_give_themselves_away_by_haste_the_trap_or_a_turned_name() -> None:
    assert 1.2 in {reply.seconds_taken for reply in REPLIES}
    assert [reply.status for reply in REPLIES if reply.trap] == ["spam"]
    assert [reply.key for reply in REPLIES if "\u202e" in reply.name] == ["sven-turned"]


def test_readers_write_in_several_scripts() -> None:
    shown = "".join(reply.name + reply.text for reply in REPLIES if reply.status == "approved")
    for script in (ARABIC, HEBREW, "[\u3040-\u30ff]", "[\u4e00-\u9fff]", "[éèàüöÅ]"):
        assert re.search(script, shown), script


def test_readers_write_at_length_and_in_code() -> None:
    approved = [reply for reply in REPLIES if reply.status == "approved"]
    assert max(len(reply.text) for reply in approved) > 800
    assert [reply.key for reply in approved if "```python" in reply.text] == ["ravi-smooths"]


def test_a_post_or_reply_without_a_time_is_refused() -> None:
    timeless = SampleReply(key="x", post="psoas", name="X", email="x@example.org", text="x")
    with pytest.raises(ValueError, match="reply x has no time"):
        written_at(timeless, NOW)
