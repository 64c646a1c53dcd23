"""A picture as an author writes it in a post."""

import re

from blog.media.models import MediaFile

_SPECIAL = re.compile(r"([\\\[\]*_`<&])")


def markdown_of(media: MediaFile) -> str:
    """`![alternative text](/media/name "caption (credit)")`"""
    alt = "" if media.is_decorative else _SPECIAL.sub(r"\\\1", media.alt)
    caption = f"{media.caption} ({media.credit})" if media.caption and media.credit else media.caption or media.credit
    return f"![{alt}]({media.address}{_title(caption) if caption else ''})"


def _title(caption: str) -> str:
    """The caption may hold Markdown; only what would end the title is escaped."""
    escaped = caption.replace("\\", "\\\\").replace('"', '\\"')
    return f' "{escaped}"'
