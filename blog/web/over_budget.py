"""Why a text is shown plain, in words: the limits of `blog/text/budget.py`."""

from blog.errors import N_
from blog.web.language import gettext

LIMITS = {
    "brackets": N_("brackets"),
    "cells": N_("table cells"),
    "footnotes": N_("footnotes"),
    "headings": N_("headings"),
    "lines": N_("lines"),
    "links": N_("links"),
    "markers": N_("list and quotation marks"),
    "nesting": N_("lists and quotations inside each other"),
    "open_tags": N_("tags inside each other"),
    "steering": N_("signs of Markdown or HTML"),
    "tag_length": N_("characters in one tag"),
    "tags": N_("tags"),
}


def over_budget_sentence(limit: str, line: int = 0) -> str:
    """`line` is where it was passed, 0 where nobody knows."""
    what = gettext(LIMITS.get(limit, limit))
    if not line:
        return gettext("Shown whole, as plain text: it holds more %(what)s than may be.", what=what)
    return gettext(
        "From line %(line)d on there are more %(what)s than we can format; it is shown as plain text.",
        line=line,
        what=what,
    )
