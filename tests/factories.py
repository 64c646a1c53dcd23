"""Making people, posts and replies, through the acts that the application itself uses."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO

from PIL import Image

from blog.accounts.models import User
from blog.accounts.passwords import hash_password
from blog.accounts.registration import register
from blog.accounts.roles import Role
from blog.accounts.sign_in import sign_in
from blog.clock import utcnow
from blog.comments.incoming import Submission
from blog.comments.lifecycle import Action
from blog.comments.models import Comment
from blog.comments.submission import submit_comment
from blog.database import db, transaction
from blog.media.decoding import decode
from blog.media.models import MediaFile
from blog.media.queries import pictures_in
from blog.media.uploads import store_upload
from blog.moderation.decisions import decide
from blog.posts.drafting import Manuscript, create_draft
from blog.posts.models import Post
from blog.posts.publishing import publish_post
from blog.record.acts import COMMAND_LINE
from blog.settings.keys import DEFAULT_SCREENING, ScreeningSettings
from blog.text.render import render_comment, render_post
from blog.web.engine import engine

PASSWORD = "correct horse battery staple"
NOW = datetime(2026, 5, 6, 9, 30, tzinfo=UTC)
PEOPLE = {
    "ada": ("Ada Admin", Role.ADMIN),
    "edith": ("Edith Editor", Role.EDITOR),
    "arthur": ("Arthur Author", Role.AUTHOR),
    "berta": ("Berta Author", Role.AUTHOR),
    "mo": ("Mo Moderator", Role.MODERATOR),
}
_password_hash: list[str] = []


@dataclass(frozen=True)
class Cast:
    """Ids of the people, by their names; `email(name)` is what they sign in with."""

    ids: dict[str, int]

    def __getitem__(self, name: str) -> int:
        return self.ids[name]

    def user(self, name: str) -> User:
        user = db.session.get(User, self.ids[name])
        assert user is not None
        return user


def email(name: str) -> str:
    return f"{name}@example.org"


def make_cast() -> Cast:
    """Everybody, with `PASSWORD`; it is hashed once for all tests, for that takes a while on purpose."""
    if not _password_hash:
        _password_hash.append(hash_password(PASSWORD))
    with transaction():
        users = {
            key: register(name, role, engine().addresses.seal(email(key)), _password_hash[0], COMMAND_LINE, NOW)
            for key, (name, role) in PEOPLE.items()
        }
    return Cast({key: user.id for key, user in users.items()})


def make_post(
    cast: Cast,
    title: str = "Anatomy Spotlight: Psoas",
    body: str = "It starts beside the spine.\n\n1. One.\n2. Two.\n3. Three.",
    author: str = "arthur",
    published_at: datetime | None = NOW - timedelta(days=30),
    **fields: object,
) -> Post:
    """A post; published at that time, or a draft when there is none."""
    manuscript = Manuscript(title=title, body=body, publish_at=published_at, **fields)  # type: ignore[arg-type]
    rendered = render_post(body, pictures_in(body))
    with transaction():
        user = cast.user(author)
        post = create_draft(manuscript, rendered, user, NOW - timedelta(days=31), user.as_actor())
        if published_at:
            publish_post(post, user.as_actor(), NOW)
    return post


def make_comment(
    post: Post,
    text: str = "Sit tall, lift one knee and count.",
    name: str = "Rhea Reader",
    address: str = "rhea@example.net",
    parent: Comment | None = None,
    at: datetime = NOW,
    then: tuple[Action, ...] = (),
    settings: ScreeningSettings = DEFAULT_SCREENING,
    **fields: object,
) -> Comment:
    """A reply by a reader, and what was decided about it."""
    submission = Submission(
        name=name,
        url=str(fields.pop("url", "")),
        text=text,
        address=engine().addresses.seal(address),
        parent_id=parent.id if parent else None,
        **fields,  # type: ignore[arg-type]
    )
    rendered, phases = render_comment(text), engine().phases
    with transaction():
        comment = submit_comment(post, submission, rendered, phases, at, lambda: None, settings)
        for number, action in enumerate(then, start=1):
            decide(comment, action, COMMAND_LINE, at + timedelta(minutes=number), comment.version)
    return comment


def approved(post: Post, text: str = "Well said.", **fields: object) -> Comment:
    return make_comment(post, text, then=(Action.APPROVE,), **fields)  # type: ignore[arg-type]


def open_session(cast: Cast, name: str) -> str:
    """Sign somebody in without the form; gives what the cookie holds."""
    with transaction():
        return sign_in(cast.user(name), utcnow(), way="password")


def a_picture(size: tuple[int, int] = (40, 30), colour: str = "teal", kind: str = "PNG", **how: object) -> bytes:
    """The bytes of a picture of one colour. Others are other pictures."""
    target = BytesIO()
    Image.new("RGB", size, colour).save(target, format=kind, **how)
    return target.getvalue()


def make_picture(
    cast: Cast, by: str = "arthur", content: bytes = b"", name: str = "hip.png", alt: str = ""
) -> MediaFile:
    """A picture in the library, its smaller copies not made yet."""
    picture, storage = decode(content or a_picture()), engine().storage
    storage.put(picture.name, picture.content)
    with transaction():
        return store_upload(picture, name, cast.user(by), NOW, storage, alt).media
