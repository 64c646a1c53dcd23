"""Drafts, revisions, what is live, and the addresses that posts keep."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from blog.database import db, transaction
from blog.errors import NotFound, Refused
from blog.posts.addresses import RESERVED, choose_slug, is_reserved
from blog.posts.drafting import Manuscript, SavedElsewhere, revise_post
from blog.posts.models import Post, PreviousSlug, Revision, Tag
from blog.posts.publishing import publish_post, restore_post, schedule_post, trash_post, unpublish_post
from blog.posts.queries import find_moved_post, get_public_post, page_of_public_posts
from blog.posts.tags import parse_tags
from blog.record.acts import Actor
from blog.record.models import Act
from blog.text.render import render_post
from blog.text.slugs import slugify
from tests.factories import NOW, Cast, make_post

ARTHUR = Actor("Arthur Author")
DAY = timedelta(days=1)


@pytest.fixture
def draft(context: Flask, cast: Cast) -> Post:
    return make_post(cast, "A Title", "The text.", published_at=None)


def save(post: Post, cast: Cast, **changes: object) -> None:
    head = post.head
    saved = Manuscript(
        head.title, head.body, head.slug, head.excerpt, tuple(head.tags), head.comments_open, head.publish_at
    )
    manuscript = replace(saved, **changes)  # type: ignore[arg-type]
    with transaction():
        revise_post(post, manuscript, render_post(manuscript.body), post.head_number, cast.user("arthur"), NOW)


def do(act: Callable[[Post, Actor, datetime], Act], post: Post, at: datetime = NOW) -> None:
    with transaction():
        act(post, ARTHUR, at)


def public(at: datetime = NOW) -> list[tuple[str, str]]:
    """What readers see: titles and addresses."""
    db.session.remove()
    posts = page_of_public_posts(1, at, 10).posts
    return [(post.live.title, f"/{post.year}/{post.month:02}/{post.slug}/") for post in posts if post.live]


def again(post: Post) -> Post:
    return db.session.get_one(Post, post.id)


# Saving


def test_a_draft_is_seen_by_nobody(draft: Post) -> None:
    assert public() == []
    assert (draft.status, draft.live_number, draft.year, draft.published_at) == ("draft", None, None, None)


def test_every_saving_is_a_revision_of_its_own(draft: Post, cast: Cast) -> None:
    save(draft, cast, body="Better.")
    save(draft, cast, title="Another Title")

    revisions = db.session.scalars(select(Revision).order_by(Revision.number)).all()
    assert [(each.number, each.title, each.body) for each in revisions] == [
        (1, "A Title", "The text."),
        (2, "A Title", "Better."),
        (3, "Another Title", "Better."),
    ]
    assert draft.head_number == 3


@pytest.mark.parametrize(
    "change",
    [
        {"title": "New"},
        {"body": "New."},
        {"slug": "new"},
        {"excerpt": "New."},
        {"tags": ("New",)},
        {"comments_open": False},
        {"publish_at": NOW},
    ],
)
def test_saving_makes_a_revision_when_something_changed_and_none_otherwise(
    draft: Post, cast: Cast, change: dict[str, object]
) -> None:
    save(draft, cast)
    assert draft.head_number == 1
    save(draft, cast, **change)
    assert draft.head_number == 2
    save(draft, cast, **change)
    assert draft.head_number == 2


def test_saving_never_changes_what_readers_see(context: Flask, cast: Cast) -> None:
    post = make_post(cast, "A Title", "The text.", tags=("Old",), excerpt="Old.")
    before = seen(post)

    changes = {"title": "New", "body": "New.", "slug": "new", "excerpt": "New.", "tags": ("New",)}
    save(again(post), cast, **changes, comments_open=False, publish_at=NOW - 9 * DAY)
    assert seen(post) == before

    do(publish_post, again(post))
    assert seen(post) == ("New", "<p>New.</p>", "new", "New.", ["New"], False, NOW - 9 * DAY)


def seen(post: Post) -> tuple[object, ...]:
    db.session.remove()
    kept = again(post)
    assert kept.live is not None
    tags = [tag.name for tag in kept.tags]
    text = str(kept.live.html).strip()
    return (kept.live.title, text, kept.slug, kept.live.summary, tags, kept.comments_open, kept.published_at)


def test_what_was_saved_elsewhere_is_not_written_over(draft: Post, cast: Cast) -> None:
    save(draft, cast, body="Hers.")

    with pytest.raises(SavedElsewhere), transaction():
        revise_post(draft, Manuscript("A Title", "His."), render_post("His."), 1, cast.user("arthur"), NOW)
    assert again(draft).head.body == "Hers."


# Publishing


def test_publishing_shows_what_is_saved_as_of_now(draft: Post) -> None:
    do(publish_post, draft)

    assert public(NOW) == [("A Title", "/2026/05/a-title/")]
    assert public(NOW - timedelta(seconds=1)) == []


def test_a_past_time_backdates(draft: Post, cast: Cast) -> None:
    save(draft, cast, publish_at=datetime(2014, 5, 6, 9, 30, tzinfo=UTC))
    do(publish_post, draft)

    assert public() == [("A Title", "/2014/05/a-title/")]


def test_the_month_is_that_of_utc(draft: Post, cast: Cast) -> None:
    save(draft, cast, publish_at=datetime.fromisoformat("2014-06-01T01:00+02:00"))
    do(publish_post, draft)

    assert public() == [("A Title", "/2014/05/a-title/")]


def test_publishing_with_a_time_to_come_is_refused(draft: Post, cast: Cast) -> None:
    save(draft, cast, publish_at=NOW + DAY)

    with pytest.raises(Refused) as refusal:
        do(publish_post, draft)
    assert refusal.value.field == "publish_at"
    assert again(draft).status == "draft"


def test_publishing_again_keeps_the_time(context: Flask, cast: Cast) -> None:
    post = make_post(cast, "A Title")
    save(post, cast, title="Better", publish_at=None)
    do(publish_post, post, NOW + DAY)

    assert again(post).published_at == NOW - 30 * DAY


def test_a_scheduled_post_appears_by_time_alone(draft: Post, cast: Cast) -> None:
    save(draft, cast, publish_at=NOW + 40 * DAY)
    do(schedule_post, draft)

    assert public(NOW + 40 * DAY - timedelta(seconds=1)) == []
    assert public(NOW + 40 * DAY) == [("A Title", "/2026/06/a-title/")]


@pytest.mark.parametrize("publish_at", [None, NOW, NOW - DAY])
def test_scheduling_takes_a_time_to_come(draft: Post, cast: Cast, publish_at: datetime | None) -> None:
    save(draft, cast, publish_at=publish_at)

    with pytest.raises(Refused) as refusal:
        do(schedule_post, draft)
    assert refusal.value.field == "publish_at"


def test_what_readers_see_can_not_be_scheduled_away(context: Flask, cast: Cast) -> None:
    post = make_post(cast, "A Title")
    save(post, cast, publish_at=NOW + DAY)

    with pytest.raises(Refused, match="Unpublish"):
        do(schedule_post, post)
    assert len(public()) == 1


def test_a_scheduled_post_can_be_published_now_and_then_has_this_month(draft: Post, cast: Cast) -> None:
    save(draft, cast, publish_at=NOW + 40 * DAY)
    do(schedule_post, draft)
    save(draft, cast, publish_at=None)
    do(publish_post, draft)

    assert public() == [("A Title", "/2026/05/a-title/")]


def test_unpublishing_takes_it_back_and_publishing_brings_it_to_the_same_address(context: Flask, cast: Cast) -> None:
    post = make_post(cast, "A Title")
    address = public()
    do(unpublish_post, again(post))
    assert public() == []
    assert again(post).status == "draft"

    save(again(post), cast, publish_at=None)
    do(publish_post, again(post), NOW + 400 * DAY)
    assert public(NOW + 400 * DAY) == address


@pytest.mark.parametrize("was_out", [True, False])
def test_out_of_the_trash_a_post_is_what_it_was(context: Flask, cast: Cast, was_out: bool) -> None:
    post = make_post(cast, "A Title", published_at=NOW - DAY if was_out else None)
    before = public()
    do(trash_post, again(post))
    assert public() == []
    do(restore_post, again(post))

    assert public() == before
    assert len(before) == int(was_out)


@pytest.mark.parametrize("act", [publish_post, schedule_post, unpublish_post, trash_post, restore_post])
def test_every_act_is_on_record(draft: Post, cast: Cast, act: Callable[[Post, Actor, datetime], Act]) -> None:
    if act is schedule_post:
        save(draft, cast, publish_at=NOW + DAY)
    elif act is unpublish_post:
        do(publish_post, draft)
    elif act is restore_post:
        do(trash_post, draft)
    before = db.session.scalars(select(Act.id)).all()

    do(act, draft)

    (new,) = db.session.scalars(select(Act).where(Act.id.not_in(before))).all()
    assert (new.actor_name, new.at, new.subject, new.subject_id) == ("Arthur Author", NOW, "post", draft.id)


# Addresses


@pytest.mark.parametrize("slug", sorted(RESERVED))
def test_what_our_own_addresses_begin_with_is_no_slug(draft: Post, slug: str) -> None:
    assert is_reserved(slug)
    with pytest.raises(Refused) as refusal:
        choose_slug(slug, "A Title", draft.id)
    assert refusal.value.field == "slug"
    assert choose_slug("", slug, draft.id) == f"{slug}-2", "made from a title it gets a number"


@pytest.mark.parametrize("typed", ["2014", "0000", " 2014 "])
def test_four_digits_would_read_as_a_year(draft: Post, typed: str) -> None:
    assert is_reserved("2014")
    assert choose_slug("", typed, draft.id) in ("2014-2", "0000-2")
    with pytest.raises(Refused) as refusal:
        choose_slug(typed, "A Title", draft.id)
    assert refusal.value.field == "slug"


def test_every_first_part_of_our_own_addresses_is_reserved(app: Flask) -> None:
    firsts = {str(rule).split("/")[1] for rule in app.url_map.iter_rules()}

    assert {slugify(first) for first in firsts if first and "<" not in first} <= RESERVED


@pytest.mark.parametrize("slug", ["20145", "201", "year-2014", "desks"])
def test_what_only_looks_like_it_is_free(draft: Post, slug: str) -> None:
    assert choose_slug(slug, "", draft.id) == slug


def test_a_slug_is_unique_and_one_made_from_a_title_gets_a_number(draft: Post, cast: Cast) -> None:
    assert make_post(cast, "A Title", published_at=None).slug == "a-title-2"
    assert make_post(cast, "A title!", published_at=None).slug == "a-title-3"
    with pytest.raises(Refused, match="Another post"):
        choose_slug("a-title", "", None)
    assert choose_slug("a-title", "", draft.id) == "a-title", "its own is its own"


@pytest.mark.parametrize(("typed", "slug"), [("Ä Title/../x?", "a-title-x"), ("  UPPER  case ", "upper-case")])
def test_a_typed_slug_is_tidied(draft: Post, typed: str, slug: str) -> None:
    assert choose_slug(typed, "", draft.id) == slug


def test_a_slug_of_nothing_but_signs_is_refused_and_a_title_of_them_is_not(draft: Post) -> None:
    with pytest.raises(Refused, match="letters"):
        choose_slug("!?", "A Title", draft.id)
    assert choose_slug("", "!?", draft.id) == "post"


def test_a_new_slug_of_a_published_post_leaves_a_redirect_behind(context: Flask, cast: Cast) -> None:
    post = make_post(cast, "A Title")
    for slug in ("second", "third"):
        save(post, cast, slug=slug)
        do(publish_post, post)

    assert public() == [("A Title", "/2026/04/third/")]
    for former in ("a-title", "second"):
        found = find_moved_post(former, NOW)
        assert found is not None
        assert found.id == post.id
    with pytest.raises(Refused, match="Another post"):
        choose_slug("a-title", "", None)
    assert make_post(cast, "A Title").slug == "a-title-2"


def test_a_post_may_take_its_former_slug_back(context: Flask, cast: Cast) -> None:
    post = make_post(cast, "A Title")
    for slug in ("second", "a-title"):
        save(post, cast, slug=slug)
        do(publish_post, post)

    assert public() == [("A Title", "/2026/04/a-title/")]
    assert db.session.scalars(select(PreviousSlug.slug)).all() == ["second"]


def test_no_post_takes_a_name_that_another_had_so_two_can_not_swap(context: Flask, cast: Cast) -> None:
    one, other = make_post(cast, "One"), make_post(cast, "Other")
    save(one, cast, slug="first")
    do(publish_post, one)

    with pytest.raises(Refused, match="Another post"):
        save(other, cast, slug="one")

    found = find_moved_post("one", NOW)
    assert found is not None
    assert found.id == one.id


def test_a_name_that_another_post_took_between_saving_and_publishing_is_refused(context: Flask, cast: Cast) -> None:
    post = make_post(cast, "A Title")
    save(post, cast, slug="second")
    make_post(cast, "Quicker", slug="second", published_at=None)

    with pytest.raises(Refused, match="Another post"):
        do(publish_post, post)
    assert public() == [("A Title", "/2026/04/a-title/")]


def test_a_name_that_was_changed_while_scheduled_leaves_no_redirect_and_appears_under_the_new_one(
    draft: Post, cast: Cast
) -> None:
    save(draft, cast, publish_at=NOW + DAY, slug="soon")
    do(schedule_post, draft)
    save(draft, cast, slug="sooner")
    do(schedule_post, draft)

    assert public(NOW + 2 * DAY) == [("A Title", "/2026/05/sooner/")]
    assert db.session.scalar(select(PreviousSlug)) is None


def test_a_post_is_found_by_any_name_that_it_had_while_it_is_public(context: Flask, cast: Cast) -> None:
    post = make_post(cast, "A Title")
    for slug in ("second", "third"):
        save(post, cast, slug=slug)
        do(publish_post, post)

    names = ("a-title", "second", "third")
    assert [found.id for name in names if (found := find_moved_post(name, NOW))] == [post.id] * 3
    assert find_moved_post("fourth", NOW) is None
    do(unpublish_post, post)
    assert [find_moved_post(name, NOW) for name in names] == [None] * 3


def test_the_slug_of_a_draft_leaves_nothing_behind(draft: Post, cast: Cast) -> None:
    save(draft, cast, slug="second")
    do(publish_post, draft)

    assert draft.slug == "second"
    assert db.session.scalar(select(PreviousSlug)) is None


def test_backdating_what_was_public_moves_it_in_time_and_not_in_its_address(context: Flask, cast: Cast) -> None:
    post = make_post(cast, "A Title")
    save(post, cast, publish_at=NOW - 900 * DAY)
    do(publish_post, post)

    assert again(post).published_at == NOW - 900 * DAY
    assert public() == [("A Title", "/2026/04/a-title/")]


def test_what_was_public_keeps_year_and_month_through_scheduling(context: Flask, cast: Cast) -> None:
    post = make_post(cast, "A Title")
    do(unpublish_post, post)
    for days in (40, 80):
        save(post, cast, publish_at=NOW + days * DAY, slug=f"in-{days}-days")
        do(schedule_post, post)

    assert public(NOW + 80 * DAY) == [("A Title", "/2026/04/in-80-days/")]
    assert find_moved_post("a-title", NOW + 80 * DAY) is not None


def test_what_was_only_scheduled_has_no_address_to_keep(draft: Post, cast: Cast) -> None:
    save(draft, cast, publish_at=NOW + DAY)
    do(schedule_post, draft)
    do(unpublish_post, draft)
    save(draft, cast, publish_at=NOW + 70 * DAY)
    do(schedule_post, draft, NOW + 60 * DAY)

    assert public(NOW + 70 * DAY) == [("A Title", "/2026/07/a-title/")]


def test_a_post_is_found_at_its_own_address_only(context: Flask, cast: Cast) -> None:
    make_post(cast, "A Title")

    assert get_public_post(2026, 4, "a-title", NOW).slug == "a-title"
    for year, month, slug in [(2025, 4, "a-title"), (2026, 5, "a-title"), (2026, 4, "A-Title"), (2026, 4, "a")]:
        with pytest.raises(NotFound):
            get_public_post(year, month, slug, NOW)


# Tags


def test_tags_are_what_stands_between_commas() -> None:
    assert parse_tags(" Hip ,  the   Knee,hip,, !,HIP") == ("Hip", "the Knee")
    assert parse_tags("") == ()


def test_the_same_tag_is_used_again(context: Flask, cast: Cast) -> None:
    make_post(cast, "One", tags=("Hip", "Knee"))
    two = make_post(cast, "Two", tags=("HIP",))

    assert [tag.name for tag in two.tags] == ["Hip"]
    assert len(db.session.scalars(select(Tag)).all()) == 2
