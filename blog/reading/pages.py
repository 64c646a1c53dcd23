"""What the templates of the public pages are given."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from flask import render_template, request, url_for

from blog.accounts.guards import find_signed_in_user
from blog.accounts.models import User
from blog.accounts.permissions import may_edit_post, may_moderate_post
from blog.addresses import UnreadableAddress
from blog.clock import utcnow
from blog.comments.duplicates import SaidAlready
from blog.comments.forms import ReplyForm
from blog.comments.models import Comment
from blog.comments.queries import approved_counts, threads_of
from blog.comments.threads import Thread
from blog.errors import BlogError
from blog.posts.lifecycle import PostKind
from blog.posts.models import Post, Revision
from blog.posts.neighbours import Neighbourhood, neighbourhood_of
from blog.posts.preview_links import Previewed
from blog.posts.queries import PageOfPosts
from blog.reading.metadata import metadata_of, structured
from blog.reading.replying import Incomplete
from blog.text.markup import Heading
from blog.text.outline import Section, contents_of
from blog.web.engine import engine
from blog.web.error_pages import sentence
from blog.web.numbers import parse_number
from blog.web.site import site


@dataclass(frozen=True)
class Problem:
    """One line of the summary above a refused form; `field` is where its link leads, if it is about a field."""

    field: str | None
    message: str


class Addressed(Protocol):
    """What an address is made from."""

    @property
    def kind(self) -> PostKind: ...

    @property
    def year(self) -> int | None: ...

    @property
    def month(self) -> int | None: ...

    @property
    def slug(self) -> str: ...


def post_path(post: Addressed) -> str:
    """The address of a public post or page within the site."""
    if post.kind == PostKind.PAGE:
        return url_for("reading.show_post", slug=post.slug)
    return url_for("reading.show_post", year=post.year, month=post.month, slug=post.slug)


def absolute(path: str) -> str:
    """An address for other sites; never made from the Host header."""
    return engine().settings.site_url + path


def home_page(page: PageOfPosts, pinned: Post | None = None) -> str:
    posts = [pinned, *page.posts] if pinned else page.posts
    counts = approved_counts(post.id for post in posts)
    return render_template(
        "reading/home.html",
        page=page,
        posts=posts,
        counts=counts,
        newer=_home_path(page.number - 1) if page.number > 1 else None,
        older=_home_path(page.number + 1) if page.has_next else None,
    )


def _home_path(number: int) -> str:
    return url_for("reading.show_page", number=number) if number > 1 else url_for("reading.show_home")


def post_page(
    post: Post, form: ReplyForm, refusal: BlogError | None = None, preview: Comment | None = None, answering: str = ""
) -> str:
    """A post with its replies and the form. `answering` is the id of the reply that the form answers, as typed."""
    threads = threads_of(post)
    person = find_signed_in_user()
    count = count_approved(threads)
    author_url = absolute(url_for("archives.show_author", slug=post.author.slug))
    metadata = metadata_of(post, count, absolute(post_path(post)), author_url, absolute(""))
    return render_template(
        "reading/post.html",
        post=post,
        metadata=metadata,
        structured=structured(metadata, absolute("")),
        is_page=post.kind is PostKind.PAGE,
        around=neighbourhood_of(post, utcnow()) if post.kind is PostKind.POST else Neighbourhood(),
        contents=contents(post.live) if post.live else (),
        threads=threads,
        count=count,
        form=form,
        problems=_problems(form, refusal),
        is_here_already=isinstance(refusal, SaidAlready),
        preview=preview,
        answered=_find(threads, answering),
        may_edit=may_edit_post(person, post),
        may_moderate=may_moderate_post(person, post),
        takes_replies=takes_replies(post, person),
    )


def takes_replies(post: Post, person: User | None) -> bool:
    """Whether the page offers the form. A pause is for readers, not for who may moderate the post."""
    return post.comments_open and (not site().replies_paused or may_moderate_post(person, post))


def draft_page(previewed: Previewed) -> str:
    """The newest text of a post, as it would be read if it were published."""
    post = previewed.post
    return render_template("reading/draft.html", post=post, until=previewed.until, contents=contents(post.head))


def contents(revision: Revision) -> tuple[Section, ...]:
    """The table of contents of a long text."""
    return contents_of([Heading(**heading) for heading in revision.outline], revision.html)


def count_approved(threads: list[Thread]) -> int:
    return sum((not thread.is_empty_place) + count_approved(thread.answers) for thread in threads)


def reply_form(post: Post) -> ReplyForm:
    """The form of this post, with what was sent if it was sent."""
    form = ReplyForm(post.id)
    if person := find_signed_in_user():
        form.drop_identity(_address_of(person) if request.method == "POST" else "")
    return form


def preferred_time(post: Post) -> datetime:
    return post.published_at or post.created_at


def _address_of(user: User) -> str:
    """To ask before someone publishes it themselves; nothing to compare with where its key is lost."""
    try:
        return user.open_address(engine().addresses)
    except UnreadableAddress:
        return ""


def _problems(form: ReplyForm, refusal: BlogError | None) -> list[Problem]:
    """What stands against the reply, in the order of the form."""
    problems = [] if refusal is None or isinstance(refusal, Incomplete) else [Problem(None, sentence(refusal))]
    if request.method == "POST":
        shown = [field for field in form if field.name in ("comment", "author", "email", "url")]
        problems += [Problem(field.name, message) for field in shown for message in field.errors]
    return problems


def _find(threads: list[Thread], comment_id: str) -> Comment | None:
    """The reply with this id, if it is shown."""
    number = parse_number(comment_id)
    for thread in threads:
        if thread.comment.id == number and not thread.is_empty_place:
            return thread.comment
        if found := _find(thread.answers, comment_id):
            return found
    return None
