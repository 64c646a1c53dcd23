"""Every hostile text that we have, through the two doors of the text room, before a judge who is not the sanitizer."""

from collections.abc import Callable

import pytest

from blog.text.markup import RemovalRule, Rendered
from blog.text.policy import AUTHORS, READERS, Policy
from blog.text.render import render_comment, render_post
from blog.text.sanitize import sanitize
from blog.text.second_pass import by_bleach, by_nh3
from tests.corpora import judge
from tests.corpora.collections import hostile_texts

pytestmark = pytest.mark.corpora

Door = tuple[Callable[[str], Rendered], Policy, dict[str, set[str]]]
DOORS: dict[str, Door] = {
    "comment": (render_comment, READERS, judge.READERS),
    "post": (render_post, AUTHORS, judge.AUTHORS),
}


@pytest.mark.parametrize("name", DOORS)
def test_nothing_outside_the_policy_gets_through(name: str) -> None:
    render, policy, allowed = DOORS[name]
    failures = {text: found for text in hostile_texts() if (found := _faults(render(text), policy, allowed))}
    assert not failures


def _faults(rendered: Rendered, policy: Policy, allowed: dict[str, set[str]]) -> list[str]:
    found = judge.complaints(rendered.html, allowed)
    if by_bleach(rendered.html, policy) != rendered.html or by_nh3(rendered.html, policy) != rendered.html:
        found.append("another sanitizer would change it")
    if any(removal.rule == RemovalRule.SECOND_PASS for removal in rendered.removals):
        found.append("our own pass missed something")
    again = sanitize(rendered.html, policy)
    if again.html != rendered.html or again.removals:
        found.append("cleaning it again changes it")
    return found
