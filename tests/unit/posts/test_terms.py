"""Tags, categories and series: found under old names, renamed, merged, and taken back."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from blog.database import db, transaction
from blog.errors import Conflict, Refused
from blog.posts.lifecycle import TermKind
from blog.posts.models import Category, Post, Series, Tag, Term
from blog.posts.publishing import publish_post
from blog.posts.term_changes import (
    delete_term,
    describe_term,
    merge_term,
    rename_term,
    undo_term_change,
)
from blog.posts.terms import MODELS, find_new_term_slug, find_term, has_posts, page_of_terms, terms_named
from blog.record.acts import Actor
from blog.record.models import Act
from blog.record.undoing import ChangedSince
from tests.factories import NOW, Cast, make_post

EDITH = Actor("Edith Editor")
KINDS = list(TermKind)


def write(cast: Cast, kind: TermKind, *names: str) -> int:
    """The id of a published post with these tags, or in this category or series."""
    fields: dict[str, object] = {"tags": names} if kind is TermKind.TAG else {kind.value: names[0]}
    return make_post(cast, f"In {' and '.join(names)}", **fields).id  # type: ignore[arg-type]


def term(kind: TermKind, slug: str) -> Term:
    found = find_term(MODELS[kind], slug)
    assert found is not None
    return found


def names_of(post_id: int, kind: TermKind) -> list[str]:
    db.session.remove()
    post = db.session.get_one(Post, post_id)
    if kind is TermKind.TAG:
        return [tag.name for tag in post.tags]
    one = post.category if kind is TermKind.CATEGORY else post.series
    return [one.name] if one else []


@pytest.mark.parametrize("kind", KINDS)
def test_a_renamed_one_is_found_under_its_old_name_too(context: Flask, cast: Cast, kind: TermKind) -> None:
    post_id = write(cast, kind, "Old")
    with transaction():
        rename_term(term(kind, "old"), "New", EDITH, NOW)
    with transaction():
        rename_term(term(kind, "new"), "Newer", EDITH, NOW)
    with transaction():
        publish_post(db.session.get_one(Post, post_id), EDITH, NOW)

    assert names_of(post_id, kind) == ["Newer"]
    assert find_new_term_slug(kind, "old") == find_new_term_slug(kind, "new") == "newer"
    assert find_new_term_slug(kind, "newer") is None


def test_a_name_means_one_of_its_kind_only(context: Flask, cast: Cast) -> None:
    make_post(cast, tags=("Old",), category="Old", series="Old")
    with transaction():
        rename_term(term(TermKind.TAG, "old"), "New", EDITH, NOW)

    assert find_new_term_slug(TermKind.CATEGORY, "old") is None
    with transaction():
        assert [each.name for each in terms_named(Category, ["Old"])] == ["Old"]


@pytest.mark.parametrize("kind", KINDS)
def test_renaming_can_be_undone_until_it_is_renamed_again(context: Flask, cast: Cast, kind: TermKind) -> None:
    write(cast, kind, "Old")
    with transaction():
        act = rename_term(term(kind, "old"), "New", EDITH, NOW)
    with transaction():
        undo_term_change(act, EDITH, NOW)
    assert term(kind, "old").name == "Old"
    assert find_new_term_slug(kind, "old") is None

    with transaction(), pytest.raises(ChangedSince):
        undo_term_change(act, EDITH, NOW)


def test_only_letters_change_leave_the_address(context: Flask, cast: Cast) -> None:
    write(cast, TermKind.TAG, "hip")
    with transaction():
        rename_term(term(TermKind.TAG, "hip"), "Hip", EDITH, NOW)

    assert term(TermKind.TAG, "hip").name == "Hip"
    assert find_new_term_slug(TermKind.TAG, "hip") is None


@pytest.mark.parametrize("name", ["", "…", "Knee", "Hip, Knee", "x" * 61])
def test_a_name_that_is_none_or_taken_is_refused(context: Flask, cast: Cast, name: str) -> None:
    write(cast, TermKind.TAG, "Hip", "Knee")
    with transaction(), pytest.raises(Refused):
        rename_term(term(TermKind.TAG, "hip"), name, EDITH, NOW)


@pytest.mark.parametrize("kind", KINDS)
def test_merging_moves_posts_and_addresses(context: Flask, cast: Cast, kind: TermKind) -> None:
    first, second = write(cast, kind, "Hips"), write(cast, kind, "Hip")
    with transaction():
        rename_term(term(kind, "hips"), "Hipses", EDITH, NOW)
    with transaction():
        merge_term(term(kind, "hipses"), term(kind, "hip"), EDITH, NOW)

    assert names_of(first, kind) == names_of(second, kind) == ["Hip"]
    assert find_term(MODELS[kind], "hipses") is None
    assert find_new_term_slug(kind, "hips") == find_new_term_slug(kind, "hipses") == "hip"


@pytest.mark.parametrize("kind", KINDS)
def test_merging_can_be_undone(context: Flask, cast: Cast, kind: TermKind) -> None:
    first, second = write(cast, kind, "Hips"), write(cast, kind, "Hip")
    with transaction():
        describe_term(term(kind, "hips"), "Two of them.", EDITH, NOW)
        rename_term(term(kind, "hips"), "Hipses", EDITH, NOW)
    with transaction():
        act = merge_term(term(kind, "hipses"), term(kind, "hip"), EDITH, NOW)
    with transaction():
        undo_term_change(db.session.get_one(Act, act.id), EDITH, NOW)

    assert (names_of(first, kind), names_of(second, kind)) == (["Hipses"], ["Hip"])
    assert term(kind, "hipses").description == "Two of them."
    assert find_new_term_slug(kind, "hips") == "hipses"
    assert find_new_term_slug(kind, "hipses") is None
    with transaction(), pytest.raises(ChangedSince):
        undo_term_change(db.session.get_one(Act, act.id), EDITH, NOW)


def test_a_post_that_had_both_tags_has_both_again(context: Flask, cast: Cast) -> None:
    post = write(cast, TermKind.TAG, "Hips", "Hip")
    with transaction():
        act = merge_term(term(TermKind.TAG, "hips"), term(TermKind.TAG, "hip"), EDITH, NOW)
    assert names_of(post, TermKind.TAG) == ["Hip"]
    with transaction():
        undo_term_change(db.session.get_one(Act, act.id), EDITH, NOW)

    assert names_of(post, TermKind.TAG) == ["Hip", "Hips"]


def test_one_is_not_merged_with_itself(context: Flask, cast: Cast) -> None:
    write(cast, TermKind.TAG, "Hip")
    with transaction(), pytest.raises(Refused):
        merge_term(term(TermKind.TAG, "hip"), term(TermKind.TAG, "hip"), EDITH, NOW)


@pytest.mark.parametrize("kind", KINDS)
def test_only_an_empty_one_is_deleted(context: Flask, cast: Cast, kind: TermKind) -> None:
    post_id = write(cast, kind, "Hip")
    with transaction(), pytest.raises(Conflict):
        delete_term(term(kind, "hip"), EDITH, NOW)
    with transaction():
        post = db.session.get_one(Post, post_id)
        post.tags, post.category, post.series = [], None, None
    assert not has_posts(term(kind, "hip"))
    with transaction():
        delete_term(term(kind, "hip"), EDITH, NOW)

    assert find_term(MODELS[kind], "hip") is None


def test_the_list_counts_posts_and_goes_on_by_name(context: Flask, cast: Cast) -> None:
    make_post(cast, "One", tags=tuple(f"Tag {number:02}" for number in range(55)))
    make_post(cast, "Two", tags=("Tag 03",), published_at=NOW - timedelta(days=2))

    first, has_more = page_of_terms(TermKind.TAG)
    assert (len(first), has_more) == (50, True)
    assert [each.count for each in first[:5]] == [1, 1, 1, 2, 1]
    rest, has_more = page_of_terms(TermKind.TAG, first[-1].term.slug)
    assert ([each.term.name for each in rest], has_more) == ([f"Tag {number}" for number in range(50, 55)], False)


def test_each_change_is_recorded(context: Flask, cast: Cast) -> None:
    write(cast, TermKind.SERIES, "One")
    with transaction():
        one = term(TermKind.SERIES, "one")
        rename_term(one, "Two", EDITH, NOW)
        describe_term(one, "Of two parts.", EDITH, NOW)
        describe_term(one, "Of two parts.", EDITH, NOW)

    query = select(Act.verb).where(Act.subject == "term").order_by(Act.id)
    assert db.session.scalars(query).all() == ["term.renamed", "term.described"]
    assert [each.slug for each in db.session.scalars(select(Series))] == ["two"]
    assert db.session.scalars(select(Tag)).all() == []
