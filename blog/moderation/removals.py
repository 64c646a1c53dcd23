"""What the sanitizer took away, in words."""

from typing import Any

from blog.errors import N_
from blog.text.markup import RemovalRule
from blog.web.language import gettext
from blog.web.over_budget import over_budget_sentence

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


def removal_sentence(removal: dict[str, Any]) -> str:
    """Why it was taken away: the rule, and the name of what it was about."""
    rule = removal["rule"]
    if rule == RemovalRule.OVER_BUDGET:
        return over_budget_sentence(removal["name"], removal.get("line", 0))
    words = gettext(RULES[RemovalRule(rule)]) if rule in list(RemovalRule) else rule
    return gettext("%(name)s: %(rule)s", name=removal["name"], rule=words) if removal["name"] else words
