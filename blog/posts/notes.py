"""The authors' own note on a post. It belongs to the post and to no revision, and no reader is ever shown it."""

import hashlib
from datetime import datetime

from blog.errors import N_, Conflict
from blog.posts.models import Post
from blog.record.acts import Actor, Verb, record


class NoteChanged(Conflict):
    """Someone wrote another note after this one was loaded into the form."""

    default = N_("The note was changed by someone else meanwhile. Nothing was saved: compare the two notes first.")


def write_note(post: Post, note: str, seen: str, by: Actor, at: datetime) -> None:
    """Replace the note. `seen` is the digest of the one that the writer began with. Raises NoteChanged."""
    if note == post.note:
        return
    if seen != digest_of(post.note):
        raise NoteChanged
    post.note = note
    record(Verb.POST_NOTE_CHANGED, by, at, post.id)


def digest_of(note: str) -> str:
    """By which a form tells which note it began with; most have none."""
    return hashlib.sha256(note.encode()).hexdigest()[:16] if note else ""
