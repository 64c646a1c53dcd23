"""Tags: read from a line of words, found or made by their slugs."""

from sqlalchemy import select

from blog.database import db
from blog.posts.models import Tag
from blog.text.slugs import slugify

LONGEST_TAG = 60


def parse_tags(line: str) -> tuple[str, ...]:
    """The names between the commas, each once, in their order. Names with the same slug are the same."""
    names: dict[str, str] = {}
    for name in (" ".join(part.split()) for part in line.split(",")):
        slug = slugify(name)
        if slug:
            names.setdefault(slug, name[:LONGEST_TAG])
    return tuple(names.values())


def tags_named(names: list[str]) -> list[Tag]:
    """The tags with these names, made where there is none yet."""
    slugs = {slugify(name): name for name in names}
    found = {tag.slug: tag for tag in db.session.scalars(select(Tag).where(Tag.slug.in_(slugs)))}
    for slug, name in slugs.items():
        if slug not in found:
            found[slug] = Tag(name=name, slug=slug)
            db.session.add(found[slug])
    return [found[slug] for slug in slugs]
