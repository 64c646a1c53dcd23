"""The files of one request, each taken in or refused for itself."""

import logging
from dataclasses import dataclass

from werkzeug.datastructures import FileStorage

from blog.accounts.guards import signed_in_user
from blog.clock import utcnow
from blog.database import transaction
from blog.errors import N_, Refused
from blog.media.decoding import MIB, MOST_BYTES, TOO_LARGE, NoPicture, decode
from blog.media.models import MediaFile
from blog.media.uploads import Stored, display_name, store_upload
from blog.web.engine import engine
from blog.web.error_pages import sentence

MOST_FILES = 20
LARGEST_UPLOAD = MOST_FILES * MOST_BYTES + MIB  # bytes of a whole request

NO_ROOM = N_("The picture is fine, but the site could not store it; its disk may be full. Please tell its admin.")

log = logging.getLogger("rejoinder")


@dataclass(frozen=True)
class Received:
    """What became of one file: a picture, or the reason why not. `name` is what it was called, for people."""

    name: str
    stored: Stored | None = None
    problem: str = ""

    @property
    def media(self) -> MediaFile | None:
        return self.stored.media if self.stored else None


def receive(file: FileStorage, alt: str = "") -> Received:
    """Decoding and writing come before the transaction, for both are slow."""
    name = display_name(file.filename or "")
    try:
        picture = decode(_read(file))
        engine().storage.put(picture.name, picture.content)
        with transaction():
            return Received(name, store_upload(picture, name, signed_in_user(), utcnow(), engine().storage, alt))
    except Refused as refusal:
        return Received(name, problem=sentence(refusal))
    except OSError:
        log.exception("a picture could not be stored")
        return Received(name, problem=sentence(Refused(NO_ROOM)))


def _read(file: FileStorage) -> bytes:
    content: bytes = file.stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise NoPicture(TOO_LARGE, limit=MOST_BYTES // MIB)
    return content
