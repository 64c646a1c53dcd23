"""What the sanitizer took away, in words."""

from typing import Any

from blog.errors import N_
from blog.text.markup import RemovalRule
from blog.web.language import gettext

RULES = {
    RemovalRule.ELEMENT: N_("tag not allowed; its text stayed"),
    RemovalRule.ELEMENT_WITH_CONTENT: N_("element dropped with all it held"),
    RemovalRule.MISPLACED: N_("tag in a place where it can't stand"),
    RemovalRule.ATTRIBUTE: N_("attribute not allowed"),
    RemovalRule.SCHEME: N_("link that is not http, https or mailto"),
    RemovalRule.PICTURE: N_("picture from elsewhere; only pictures of this site are shown"),
    RemovalRule.COMMENT: N_("HTML comment"),
    RemovalRule.DECLARATION: N_("declaration"),
    RemovalRule.SECOND_PASS: N_("caught by the second sanitizer"),
}


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


def removal_sentence(removal: dict[str, Any]) -> str:
    """Why it was taken away: the rule, and the name of what it was about."""
    rule = removal["rule"]
    if rule == RemovalRule.OVER_BUDGET:
        what = gettext(LIMITS.get(removal["name"], removal["name"]))
        if line := removal.get("line"):
            return gettext(
                "From line %(line)d on there are more %(what)s than we can format; it is shown as plain text.",
                line=line,
                what=what,
            )
        return gettext("Shown whole, as plain text: it holds more %(what)s than may be.", what=what)
    words = gettext(RULES[RemovalRule(rule)]) if rule in list(RemovalRule) else rule
    return gettext("%(name)s: %(rule)s", name=removal["name"], rule=words) if removal["name"] else words
