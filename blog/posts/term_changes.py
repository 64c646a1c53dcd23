"""Renaming, merging, describing and deleting tags, categories and series. A former name leads to the new for good."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update

from blog.database import db
from blog.errors import N_, Conflict, Refused
from blog.posts.lifecycle import TermKind
from blog.posts.models import Category, Post, PreviousTermSlug, Tag, Term, post_tags
from blog.posts.terms import LONGEST_TERM, MODELS, find_term, has_posts
from blog.record.acts import Actor, Verb, record
from blog.record.models import Act
from blog.record.undoing import ChangedSince
from blog.settings.site_version import site_changed
from blog.text.slugs import distinct_slug

ROWS_AT_ONCE = 500


class NoName(Refused):
    default = N_("A name needs letters or digits, and a tag takes no comma.")

    def __init__(self) -> None:
        super().__init__(field="name")


def rename_term(term: Term, name: str, by: Actor, at: datetime) -> Act:
    """Raises Refused for a name that is none, or that another one of its kind has."""
    slug = distinct_slug(name)
    if not slug or len(name) > LONGEST_TERM or (term.kind is TermKind.TAG and "," in name):
        raise NoName
    return _rename(term, name, slug, by, at)


def merge_term(term: Term, into: Term, by: Actor, at: datetime) -> Act:
    """Its posts, and all addresses that led to it, go over to another of its kind; the record keeps what undo needs."""
    if term is into:
        raise Refused(N_("Choose another one to merge it with."), field="into")
    had_both, moved = _move_posts(term, into)
    redirects = _lead_elsewhere(term.kind, term.slug, into.slug)
    gone: dict[str, Any] = {"name": term.name, "slug": term.slug, "description": term.description}
    db.session.delete(term)
    db.session.flush()
    site_changed()
    kept: dict[str, Any] = {"into": into.id, "moved": moved, "had_both": had_both, "redirects": redirects}
    return record(Verb.TERM_MERGED, by, at, term.id, kind=term.kind.value, into_name=into.name, **gone, **kept)


def describe_term(term: Term, description: str, by: Actor, at: datetime) -> None:
    if term.description == description:
        return
    before, term.description = term.description, description
    site_changed()
    record(Verb.TERM_DESCRIBED, by, at, term.id, kind=term.kind.value, before=before)


def delete_term(term: Term, by: Actor, at: datetime) -> None:
    """Raises Conflict while posts are in it."""
    if has_posts(term):
        raise Conflict(N_("Posts are still in it. Merge it with another one instead."))
    led_here = PreviousTermSlug.leads_to == term.slug
    db.session.execute(delete(PreviousTermSlug).where(PreviousTermSlug.kind == term.kind, led_here))
    db.session.delete(term)
    site_changed()
    record(Verb.TERM_DELETED, by, at, term.id, kind=term.kind.value, name=term.name, slug=term.slug)


def undo_term_change(act: Act, by: Actor, at: datetime) -> Act:
    """Take a renaming or a merging back, or its undoing. Raises ChangedSince when it is not as that act left it."""
    if act.verb == Verb.TERM_RENAMED:
        return _undo_renaming(act, by, at)
    return _undo_merging(act, by, at) if "moved" in act.details else _merge_again(act, by, at)


def _rename(term: Term, name: str, slug: str, by: Actor, at: datetime) -> Act:
    other = find_term(type(term), slug)
    if other is not None and other is not term:
        raise Refused(N_("There is one with this name already. Merge the two instead."), field="name")
    before: dict[str, Any] = {"name_before": term.name, "slug_before": term.slug}
    if slug != term.slug:
        _take_back(term.kind, slug)
        _lead_elsewhere(term.kind, term.slug, slug)
    term.name, term.slug = name, slug
    site_changed()
    return record(Verb.TERM_RENAMED, by, at, term.id, kind=term.kind.value, name=name, slug=slug, **before)


def _undo_renaming(act: Act, by: Actor, at: datetime) -> Act:
    was = act.details
    term = db.session.get(MODELS[TermKind(was["kind"])], act.subject_id)
    if term is None or (term.name, term.slug) != (was["name"], was["slug"]):
        raise ChangedSince
    try:
        return _rename(term, was["name_before"], was["slug_before"], by, at)
    except Refused:  # another one has the name now
        raise ChangedSince from None


def _undo_merging(act: Act, by: Actor, at: datetime) -> Act:
    was = act.details
    kind = TermKind(was["kind"])
    into = db.session.get(MODELS[kind], was["into"])
    if into is None or find_term(MODELS[kind], was["slug"]):
        raise ChangedSince
    _take_back(kind, was["slug"])
    term = MODELS[kind](name=was["name"], slug=was["slug"], description=was["description"])
    db.session.add(term)
    db.session.flush()
    _move_back(term, into, was)
    for slugs in _chunks(was["redirects"]):
        former = update(PreviousTermSlug).where(PreviousTermSlug.kind == kind, PreviousTermSlug.slug.in_(slugs))
        db.session.execute(former.values(leads_to=term.slug))
    site_changed()
    told: dict[str, Any] = {"into": into.id, "into_name": into.name}
    return record(Verb.TERM_MERGED, by, at, term.id, kind=kind.value, name=term.name, undoes=act.id, **told)


def _merge_again(act: Act, by: Actor, at: datetime) -> Act:
    was = act.details
    model = MODELS[TermKind(was["kind"])]
    term, into = db.session.get(model, act.subject_id), db.session.get(model, was.get("into"))
    if term is None or into is None or term.name != was["name"]:
        raise ChangedSince
    return merge_term(term, into, by, at)


def _move_posts(term: Term, into: Term) -> tuple[list[int], list[int]]:
    """Ids of the posts that had both before, and of all others."""
    if not isinstance(term, Tag):
        column = _column(term)
        ids = list(db.session.scalars(select(Post.id).where(column == term.id)))
        db.session.execute(update(Post).where(column == term.id).values({column: into.id}))
        return [], ids
    tagged = post_tags.c
    ids = list(db.session.scalars(select(tagged.post_id).where(tagged.tag_id == term.id)))
    with_other = select(tagged.post_id).where(tagged.tag_id == into.id)
    here = tagged.tag_id == term.id
    both = list(db.session.scalars(select(tagged.post_id).where(here, tagged.post_id.in_(with_other))))
    db.session.execute(delete(post_tags).where(here, tagged.post_id.in_(with_other)))
    db.session.execute(update(post_tags).where(here).values(tag_id=into.id))
    return both, sorted(set(ids) - set(both))


def _move_back(term: Term, into: Term, was: dict[str, Any]) -> None:
    """Those that are still where the merging brought them."""
    tagged = post_tags.c
    for ids in _chunks(was["moved"]):
        if isinstance(term, Tag):
            still = (tagged.tag_id == into.id, tagged.post_id.in_(ids))
            db.session.execute(update(post_tags).where(*still).values(tag_id=term.id))
        else:
            column = _column(term)
            db.session.execute(update(Post).where(column == into.id, Post.id.in_(ids)).values({column: term.id}))
    for ids in _chunks(was["had_both"]):
        still = (tagged.tag_id == into.id, tagged.post_id.in_(ids))
        times = db.session.execute(select(tagged.post_id, tagged.published_at).where(*still)).all()
        rows = [{"post_id": post_id, "published_at": time, "tag_id": term.id} for post_id, time in times]
        if rows:
            db.session.execute(insert(post_tags), rows)


def _lead_elsewhere(kind: TermKind, slug: str, new: str) -> list[str]:
    """From a name to another, and all that led to the first as well: gives those."""
    led_here = (PreviousTermSlug.kind == kind, PreviousTermSlug.leads_to == slug)
    former = list(db.session.scalars(select(PreviousTermSlug.slug).where(*led_here)))
    db.session.execute(update(PreviousTermSlug).where(*led_here).values(leads_to=new))
    db.session.add(PreviousTermSlug(kind=kind, slug=slug, leads_to=new))
    db.session.flush()
    return former


def _take_back(kind: TermKind, slug: str) -> None:
    """A name that is used again leads nowhere else."""
    used_again = (PreviousTermSlug.kind == kind, PreviousTermSlug.slug == slug)
    db.session.execute(delete(PreviousTermSlug).where(*used_again))


def _column(term: Term) -> Any:
    return Post.category_id if isinstance(term, Category) else Post.series_id


def _chunks(items: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(items), ROWS_AT_ONCE):
        yield items[start : start + ROWS_AT_ONCE]
