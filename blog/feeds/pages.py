"""Feeds and their entries, in the words of the site and with its addresses."""

from collections.abc import Iterable

from flask import request, url_for

from blog.accounts.models import User
from blog.comments.models import Comment
from blog.feeds.feed import Feed, FeedEntry
from blog.posts.lifecycle import TermKind
from blog.posts.models import Post, Revision, Term
from blog.reading.pages import absolute, post_path, preferred_time
from blog.text.absolute import absolute_html
from blog.text.excerpt import excerpt
from blog.text.markup import SafeHtml
from blog.web.language import gettext, language_tag
from blog.web.site import site

Entries = Iterable[FeedEntry]


def about_site(entries: Entries) -> Feed:
    home, title = url_for("reading.show_home"), site().title
    description = site().tagline or gettext("New posts on %(title)s", title=title)
    return _feed(home, title, description, home, entries)


def about_term(kind: TermKind, term: Term, entries: Entries) -> Feed:
    """The address of an entry or a feed may change, its id must not: so that is made from the number of its row."""
    description = gettext("New posts about %(name)s", name=term.name)
    return _feed(f"/{kind}/{term.id}", term.name, description, f"/{kind}/{term.slug}/", entries)


def about_author(author: User, entries: Entries) -> Feed:
    description = gettext("New posts by %(name)s", name=author.name)
    return _feed(f"/authors/{author.id}", author.name, description, f"/author/{author.slug}/", entries)


def about_replies(entries: Entries) -> Feed:
    title = site().title
    description = gettext("New replies on %(title)s", title=title)
    return _feed("/comments/", gettext("Replies"), description, url_for("reading.show_home"), entries)


def about_post(post: Post, entries: Entries) -> Feed:
    title = _live(post).title
    description = gettext("New replies to %(title)s", title=title)
    return _feed(f"/posts/{post.id}/comments", title, description, post_path(post), entries)


def _feed(identity: str, title: str, description: str, path: str, entries: Entries) -> Feed:
    name = site().title
    return Feed(
        id=absolute(identity),
        title=title if title == name else f"{title} · {name}",
        description=description,
        url=absolute(path),
        own_url=absolute(url_for(request.endpoint or "", **(request.view_args or {}))),
        language=language_tag(),
        entries=tuple(entries),
    )


def post_entry(post: Post) -> FeedEntry:
    """A public post, whole. It changed when readers could first see the words that they see now."""
    live, published_at = _live(post), preferred_time(post)
    return FeedEntry(
        id=absolute(f"/posts/{post.id}"),
        title=live.title,
        url=absolute(post_path(post)),
        author=post.author.name,
        published_at=published_at,
        updated_at=max(published_at, live.saved_at),
        summary=live.summary,
        html=_away(live.html, post),
        tags=tuple(tag.name for tag in post.tags),
    )


def reply_entry(reply: Comment) -> FeedEntry:
    """An approved reply: the name as it is shown, and nothing else of its writer."""
    return FeedEntry(
        id=absolute(f"/comments/{reply.id}/"),
        title=gettext("%(name)s on %(title)s", name=reply.shown_name, title=_live(reply.post).title),
        url=absolute(f"{post_path(reply.post)}#comment-{reply.id}"),
        author=reply.shown_name,
        published_at=reply.submitted_at,
        updated_at=reply.submitted_at,
        summary=excerpt(reply.html),
        html=_away(reply.html, reply.post),
    )


def _away(html: SafeHtml, post: Post) -> SafeHtml:
    return absolute_html(html, absolute(""), absolute(post_path(post)))


def _live(post: Post) -> Revision:
    if post.live is None:
        raise ValueError("a public post has a live revision")
    return post.live
