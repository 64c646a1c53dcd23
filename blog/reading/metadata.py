"""What a post's page tells machines that show it elsewhere: search engines, and sites where somebody shares it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from blog.media.formats import names_in
from blog.media.queries import Card, find_card
from blog.posts.lifecycle import PostKind
from blog.posts.models import Post, Revision
from blog.text.excerpt import plain_text
from blog.text.script_data import ScriptData, script_data
from blog.web.language import language_tag
from blog.web.site import site


@dataclass(frozen=True)
class PostMetadata:
    """`picture` is the card of the post's first picture, if the library has one."""

    title: str
    summary: str
    url: str
    published_at: datetime
    changed_at: datetime
    author: str
    author_url: str
    section: str
    tags: tuple[str, ...]
    picture: Card | None
    picture_url: str
    words: int
    replies: int
    is_page: bool


def metadata_of(post: Post, replies: int, url: str, author_url: str, site_url: str) -> PostMetadata:
    """Of a public post or page; the addresses are absolute. `replies` is how many are shown."""
    if post.live is None:
        raise ValueError("a public post has a live revision")
    revision, published_at = post.live, post.published_at or post.created_at
    picture = _card_of(revision)
    return PostMetadata(
        title=revision.title,
        summary=revision.summary,
        url=url,
        published_at=published_at,
        changed_at=max(published_at, revision.saved_at),
        author=post.author.name,
        author_url=author_url,
        section=post.category.name if post.category else "",
        tags=tuple(tag.name for tag in post.tags),
        picture=picture,
        picture_url=site_url + picture.address if picture else "",
        words=len(plain_text(revision.html).split()),
        replies=replies,
        is_page=post.kind is PostKind.PAGE,
    )


def structured(metadata: PostMetadata, site_url: str) -> ScriptData:
    """schema.org's BlogPosting, for a page Article; what is not known is left out."""
    posting: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Article" if metadata.is_page else "BlogPosting",
        "headline": metadata.title,
        "description": metadata.summary,
        "datePublished": metadata.published_at.isoformat(),
        "dateModified": metadata.changed_at.isoformat(),
        "author": {"@type": "Person", "name": metadata.author, "url": metadata.author_url},
        "publisher": {"@type": "Organization", "name": site().title, "url": f"{site_url}/"},
        "mainEntityOfPage": metadata.url,
        "inLanguage": language_tag(),
        "articleSection": metadata.section,
        "keywords": list(metadata.tags),
        "image": metadata.picture_url,
        "wordCount": metadata.words,
        "commentCount": metadata.replies,
    }
    return script_data({key: value for key, value in posting.items() if value not in ("", [])})


def _card_of(revision: Revision) -> Card | None:
    names = names_in(str(revision.html))
    return find_card(names[0]) if names else None
