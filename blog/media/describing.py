"""What people say about a picture."""

from dataclasses import asdict, dataclass
from datetime import datetime

from blog.jobs.enqueue import enqueue
from blog.media.models import MediaFile
from blog.record.acts import Actor, Verb, record
from blog.settings.site_version import site_changed


@dataclass(frozen=True)
class Description:
    """A decorative picture says nothing that its text does not; its alternative text is kept, but not used.

    The focal point is in parts of one, from the left top.
    """

    alt: str
    is_decorative: bool
    caption: str
    credit: str
    focus_x: float
    focus_y: float


def describe_media(media: MediaFile, description: Description, by: Actor, at: datetime) -> None:
    """Posts that show the picture keep the words that stand in them."""
    changed = {name: value for name, value in asdict(description).items() if getattr(media, name) != value}
    if not changed:
        return
    for name, value in changed.items():
        setattr(media, name, value)
    site_changed()  # the pages of posts tell other sites what their first picture shows
    record(Verb.MEDIA_DESCRIBED, by, at, media.id, changed=sorted(changed))
    if {"focus_x", "focus_y"} & set(changed):
        enqueue("make_renditions", at, key=media.name, media_id=media.id)
