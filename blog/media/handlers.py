"""The jobs of pictures: making their smaller copies, and removing the files of deleted ones."""

from collections.abc import Mapping
from typing import Any

from blog.database import transaction
from blog.jobs.progress import Progress
from blog.media.deletion import remove_files
from blog.media.queries import find_media, renditions_of
from blog.media.renditions import make_renditions, plans_for
from blog.media.storing import forget_former_cards, keep_rendition
from blog.settings.site_version import site_changed
from blog.web.engine import engine


def make_renditions_of(payload: Mapping[str, Any], progress: Progress) -> None:
    """Those that are missing. Each is kept as soon as it is made: a second run goes on where the first ended."""
    media = find_media(payload["media_id"])
    if media is None:
        return
    focus = (media.focus_x, media.focus_y)
    plans = plans_for(media.stem, (media.width, media.height), media.is_animated, focus)
    there = {rendition.name for rendition in renditions_of(media.id)}
    missing = [plan for plan in plans if plan.name not in there]
    storage, media_id = engine().storage, media.id
    try:
        with storage.open(media.name) as file:
            content = file.read()
    except FileNotFoundError:
        return
    for number, made in enumerate(make_renditions(content, missing, focus), start=1):
        if not keep_rendition(media_id, made, storage):
            return
        progress.report(len(plans) - len(missing) + number, len(plans))
    with transaction():
        former = forget_former_cards(media_id)
        site_changed()  # the posts with this picture name its card
    remove_files(former, storage)


def remove_media_files(payload: Mapping[str, Any], progress: Progress) -> None:
    remove_files(payload["names"], engine().storage)
