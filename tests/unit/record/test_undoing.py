"""Undoing: what is refused, and that each act that can be undone leaves everything as it was."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from blog.database import db, transaction
from blog.errors import Conflict
from blog.record.acts import COMMAND_LINE, Actor, Verb, record
from blog.record.models import Act
from blog.record.undoing import UNDO_WITHIN, ChangedSince, HasNoUndo, TooLongAgo, UndoneAlready, undo_act
from tests.factories import NOW, Cast

MO = Actor("Mo Moderator")


def tell(verb: Verb = Verb.POST_TRASHED) -> Act:
    with transaction():
        return record(verb, COMMAND_LINE, NOW, 7)


def put_back(act: Act, by: Actor, at: datetime) -> Act:
    return record(Verb.POST_RESTORED, by, at, act.subject_id)


def refuse(act: Act, by: Actor, at: datetime) -> Act:
    raise ChangedSince


INVERSES = {Verb.POST_TRASHED: put_back, Verb.POST_RESTORED: put_back, Verb.POST_PINNED: refuse}


def undo(act: Act, at: datetime = NOW) -> Act:
    with transaction():
        return undo_act(db.session.get_one(Act, act.id), MO, at, INVERSES)


def test_an_undo_is_an_act_that_names_what_it_puts_back(context: Flask) -> None:
    act = tell()
    undoing = undo(act)

    assert (undoing.verb, undoing.undoes_id, undoing.actor_name) == ("post.restored", act.id, "Mo Moderator")


def test_an_undo_can_be_undone(context: Flask) -> None:
    undoing = undo(tell())

    assert undo(undoing).undoes_id == undoing.id


def test_what_was_undone_is_not_undone_again_and_who_did_is_named(context: Flask) -> None:
    act = tell()
    undo(act)

    with pytest.raises(UndoneAlready, match="Mo Moderator undid this already"):
        undo(act)


def test_what_has_no_inverse_is_refused(context: Flask) -> None:
    with pytest.raises(HasNoUndo):
        undo(tell(Verb.USER_SIGNED_IN))


def test_an_act_of_another_release_is_refused(context: Flask) -> None:
    act = tell()
    with transaction():
        db.session.get_one(Act, act.id).verb = "post.bound_in_leather"

    with pytest.raises(HasNoUndo):
        undo(act)


@pytest.mark.parametrize("late", [timedelta(), timedelta(microseconds=1)])
def test_thirty_days_and_not_a_moment_longer(context: Flask, late: timedelta) -> None:
    act = tell()

    if not late:
        assert undo(act, NOW + UNDO_WITHIN).undoes_id == act.id
        return
    with pytest.raises(TooLongAgo, match="30 days"):
        undo(act, NOW + UNDO_WITHIN + late)


def test_what_fits_no_longer_is_refused_and_leaves_no_act(context: Flask) -> None:
    act = tell(Verb.POST_PINNED)

    with pytest.raises(Conflict):
        undo(act)
    assert [each.id for each in db.session.scalars(select(Act))] == [act.id]


def test_of_two_undos_at_once_the_database_keeps_one(context: Flask, cast: Cast) -> None:
    act = tell()
    undo(act)

    with pytest.raises(Exception, match="UNIQUE"), transaction():
        record(Verb.POST_RESTORED, MO, NOW, 7, undoes_id=act.id)
