"""The record: who did what, when, on what."""

import pytest
from flask import Flask
from sqlalchemy import select

from blog.database import db, transaction
from blog.errors import Term
from blog.record.acts import COMMAND_LINE, Actor, Verb, actor_of, record
from blog.record.models import Act
from blog.record.queries import find_own_act
from tests.factories import NOW, Cast


def write(by: Actor, **details: object) -> Act:
    with transaction():
        return record(Verb.POST_SAVED, by, NOW, 7, None, None, **details)


def test_an_act_names_who_when_what_and_on_what(context: Flask, cast: Cast) -> None:
    act = write(cast.user("mo").as_actor(), revision=3)
    db.session.remove()

    kept = db.session.get_one(Act, act.id)
    assert (kept.user_id, kept.actor_name, kept.at) == (cast["mo"], "Mo Moderator", NOW)
    assert (kept.verb, kept.subject, kept.subject_id) == ("post.saved", "post", 7)
    assert kept.details == {"revision": 3}


def test_a_process_is_named_and_is_nobody(context: Flask) -> None:
    act = write(COMMAND_LINE)

    assert (act.user_id, act.actor_name) == (None, "command line")
    assert isinstance(actor_of(act), Term)


def test_a_person_called_like_a_process_is_not_translated(context: Flask, cast: Cast) -> None:
    assert not isinstance(actor_of(write(Actor("command line", cast["mo"]))), Term)


def test_an_act_is_kept_only_with_what_it_tells_of(context: Flask) -> None:
    def fail() -> None:
        record(Verb.POST_SAVED, COMMAND_LINE, NOW, 7)
        raise KeyError

    with pytest.raises(KeyError), transaction():
        fail()
    assert db.session.scalars(select(Act)).all() == []


def test_an_act_is_found_only_by_the_one_who_did_it(context: Flask, cast: Cast) -> None:
    act = write(cast.user("mo").as_actor())

    assert find_own_act(act.id, cast["mo"]) is act
    assert find_own_act(act.id, cast["ada"]) is None
    assert find_own_act(None, cast["mo"]) is None


SUBJECTS = {
    "user",
    "post",
    "posts",
    "comment",
    "comments",
    "term",
    "media",
    "setting",
    "canned",
    "job",
    "rule",
    "ban",
    "writer",
    "filter",
    "record",
    "reason",
}


@pytest.mark.parametrize("verb", list(Verb))
def test_every_verb_fits_its_columns(verb: Verb) -> None:
    subject, _, done = verb.value.partition(".")

    assert subject in SUBJECTS
    assert done
    assert len(verb.value) <= 40
