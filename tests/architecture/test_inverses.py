"""Every act has an inverse, or a reason why it has none."""

from blog.inverses import INVERSES, NO_INVERSE
from blog.moderation.record_verbs import SENTENCES, VERBS
from blog.moderation.undo_rights import RIGHTS_TO_UNDO
from blog.record.acts import Verb


def test_every_verb_has_an_inverse_or_a_reason_why_not() -> None:
    assert set(INVERSES) | set(NO_INVERSE) == set(Verb)
    assert set(INVERSES) & set(NO_INVERSE) == set()
    assert all(NO_INVERSE.values())


def test_of_everything_that_can_be_undone_somebody_is_asked_whether_they_may() -> None:
    assert set(RIGHTS_TO_UNDO) == set(INVERSES)


def test_every_verb_has_words() -> None:
    assert set(SENTENCES) == set(VERBS) == set(Verb)
