"""What the pages of the library show."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from blog.accounts.guards import signed_in_user
from blog.clock import utcnow
from blog.library.forms import DescriptionForm, UploadForm
from blog.library.queries import uses_of
from blog.library.receiving import MOST_FILES, Received
from blog.media.decoding import MIB, MOST_BYTES, MOST_PIXELS
from blog.media.markdown import markdown_of
from blog.media.models import MediaFile
from blog.media.queries import page_of_media, renditions_made
from blog.media.renditions import plans_for
from blog.web.fields import storable_line
from blog.web.numbers import parse_number


@dataclass(frozen=True)
class Tile:
    """A picture in the library, the address of a small copy, and how many of its copies are made."""

    media: MediaFile
    thumbnail: str
    made: int
    planned: int


def library_page(form: UploadForm, received: Sequence[Received] = (), problem: str = "", status: int = 200) -> Response:
    """The library, and what became of the files that were just sent."""
    words = storable_line(request.args.get("q", ""))[:200]
    page = page_of_media(signed_in_user(), words, parse_number(request.args.get("after", "")))
    last = page.files[-1].id if page.has_more else None
    body = render_template(
        "library/library.html",
        form=form,
        tiles=_tiles(page.files),
        words=words,
        following=url_for("library.show_library", q=words or None, after=last) if last else None,
        received=received,
        problem=problem,
        limits={"files": MOST_FILES, "mib": MOST_BYTES // MIB, "megapixels": MOST_PIXELS // 1_000_000},
        done=request.args.get("done", ""),
    )
    return Response(body, status, mimetype="text/html")


def picture_page(media: MediaFile, form: DescriptionForm, status: int = 200) -> Response:
    body = render_template(
        "library/picture.html",
        media=media,
        tile=_tiles([media])[0],
        form=form,
        markdown=markdown_of(media),
        uses=uses_of(media, signed_in_user(), utcnow()),
        done=request.args.get("done", ""),
        now=utcnow(),
    )
    return Response(body, status, mimetype="text/html")


def _tiles(files: list[MediaFile]) -> list[Tile]:
    made = renditions_made([media.id for media in files])
    return [_tile(media, made[media.id]) for media in files]


def _tile(media: MediaFile, made: int) -> Tile:
    plans = plans_for(media.stem, (media.width, media.height), media.is_animated, (media.focus_x, media.focus_y))
    small = next((plan.name for plan in plans if plan.name.endswith("-320.webp")), media.name)
    return Tile(media, url_for("media.show_file", name=small), min(made, len(plans)), len(plans))
