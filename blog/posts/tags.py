"""Tags, read from a line of words."""

from blog.posts.terms import LONGEST_TERM
from blog.text.slugs import distinct_slug


def parse_tags(line: str) -> tuple[str, ...]:
    """The names between the commas, each once, in their order. Names with the same slug are the same."""
    names: dict[str, str] = {}
    for name in (" ".join(part.split()) for part in line.split(",")):
        slug = distinct_slug(name)
        if slug:
            names.setdefault(slug, name[:LONGEST_TERM])
    return tuple(names.values())
