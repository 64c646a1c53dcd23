"""Tags, categories and series alike: found or made by their names, and under the names that they had before."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import ColumnElement, func, literal, select

from blog.database import db
from blog.errors import NotFound
from blog.posts.lifecycle import TermKind
from blog.posts.models import Category, Post, PreviousTermSlug, Series, Tag, Term, post_tags
from blog.text.slugs import distinct_slug

LONGEST_TERM = 60
TERMS_A_PAGE = 50
MODELS: dict[TermKind, type[Term]] = {model.kind: model for model in (Tag, Category, Series)}

T = TypeVar("T", bound=Term)


def term_named(model: type[T], name: str) -> T | None:
    """The one with this name, made where there is none yet; None for no name."""
    return next(iter(terms_named(model, [name])), None)


def terms_named(model: type[T], names: Iterable[str]) -> list[T]:
    """Those with these names, each once, made where there is none yet.

    Who had a name before it was renamed or merged is found by it, so that an old revision does not bring it back.
    """
    slugs = {slug: name for name in names if (slug := distinct_slug(name))}
    new_slugs = _new_slugs(model.kind, slugs)
    wanted = {new_slugs.get(slug, slug): name for slug, name in slugs.items()}
    found = {term.slug: term for term in db.session.scalars(select(model).where(model.slug.in_(wanted)))}
    for slug, name in wanted.items():
        if slug not in found:
            found[slug] = model(name=name, slug=slug)
            db.session.add(found[slug])
    return [found[slug] for slug in wanted]


def find_term(model: type[T], slug: str) -> T | None:
    return db.session.scalar(select(model).where(model.slug == slug))


def find_new_term_slug(kind: TermKind, slug: str) -> str | None:
    """Where an address leads that a tag, category or series had before it was renamed or merged."""
    return _new_slugs(kind, [slug]).get(slug)


def get_term(kind: TermKind, term_id: int) -> Term:
    """Raises NotFound."""
    term = db.session.get(MODELS[kind], term_id)
    if term is None:
        raise NotFound
    return term


@dataclass(frozen=True)
class CountedTerm:
    """`count` is of the posts in it, be they public or not."""

    term: Term
    count: int


def page_of_terms(kind: TermKind, after: str = "") -> tuple[list[CountedTerm], bool]:
    """Those of a kind by their slugs, beyond `after`; and whether more follow."""
    model = MODELS[kind]
    counted = select(func.count()).where(_is_in(model)).correlate(model).scalar_subquery()
    query = select(model, counted).where(model.slug > after).order_by(model.slug).limit(TERMS_A_PAGE + 1)
    found = [CountedTerm(*row) for row in db.session.execute(query)]
    return found[:TERMS_A_PAGE], len(found) > TERMS_A_PAGE


def has_posts(term: Term) -> bool:
    model = type(term)
    return db.session.scalar(select(literal(1)).where(_is_in(model), model.id == term.id).limit(1)) is not None


def _is_in(model: type[Term]) -> ColumnElement[bool]:
    """Of a row that ties a post to a term."""
    if model is Tag:
        return post_tags.c.tag_id == model.id
    return (Post.category_id if model is Category else Post.series_id) == model.id


def _new_slugs(kind: TermKind, slugs: Iterable[str]) -> dict[str, str]:
    query = select(PreviousTermSlug.slug, PreviousTermSlug.leads_to)
    query = query.where(PreviousTermSlug.kind == kind, PreviousTermSlug.slug.in_(list(slugs)))
    return dict(db.session.execute(query).all())
