"""Reading the record page by page, the newest first, along an index whatever is asked for."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVarTuple

from sqlalchemy import ColumnElement, Select, literal, select, tuple_, union_all

from blog.database import UtcDateTime, db
from blog.record.acts import Verb
from blog.record.models import Act

Ts = TypeVarTuple("Ts")
Place = tuple[datetime, int]  # of an act: its time and its id


@dataclass(frozen=True)
class Wanted:
    """Which acts. `verbs` None are all; `person` 0 is whatever no person did; `since` is included, `until` is not.

    What was done as part of something is shown with that, unless `within` says which of all acts may be seen.
    """

    verbs: Collection[Verb] | None = None
    person: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    within: ColumnElement[bool] | None = None


def page_of_acts(wanted: Wanted, after: Place | None, limit: int) -> list[Act]:
    """So many acts beyond that place. Of several verbs each is read along an index, and then they are put together."""
    if wanted.verbs is not None and not wanted.verbs:
        return []
    if wanted.verbs is None or wanted.within is not None or len(wanted.verbs) == 1:
        return list(db.session.scalars(_newest(select(Act), wanted, wanted.verbs, after, limit)))
    columns = select(Act.id, Act.at)
    parts = (_newest(columns, wanted, [verb], after, limit).subquery() for verb in wanted.verbs)
    found = union_all(*(select(part) for part in parts)).subquery()
    query = select(Act).join(found, found.c.id == Act.id).order_by(found.c.at.desc(), found.c.id.desc())
    return list(db.session.scalars(query.limit(limit)))


def undoings_of(acts: Iterable[Act]) -> dict[int, Act]:
    """The acts that put these back, by the ids of what they put back."""
    query = select(Act).where(Act.undoes_id.in_([act.id for act in acts]))
    return {act.undoes_id: act for act in db.session.scalars(query) if act.undoes_id}


def parts_of(acts: Iterable[Act]) -> dict[int, list[Act]]:
    """What was done as part of each of these."""
    query = select(Act).where(Act.cause_id.in_([act.id for act in acts])).order_by(Act.id)
    found: dict[int, list[Act]] = {}
    for part in db.session.scalars(query):
        found.setdefault(part.cause_id or 0, []).append(part)
    return found


def _newest(
    query: Select[*Ts], wanted: Wanted, verbs: Collection[Verb] | None, after: Place | None, limit: int
) -> Select[*Ts]:
    for condition in _conditions(wanted, verbs, after):
        query = query.where(condition)
    return query.order_by(Act.at.desc(), Act.id.desc()).limit(limit)


def _conditions(wanted: Wanted, verbs: Collection[Verb] | None, after: Place | None) -> Iterator[ColumnElement[bool]]:
    yield Act.cause_id.is_(None) if wanted.within is None else wanted.within
    if verbs is not None:
        names = [verb.value for verb in verbs]
        yield Act.verb == names[0] if len(names) == 1 else Act.verb.in_(names)
    if wanted.person is not None:
        yield Act.user_id == wanted.person if wanted.person else Act.user_id.is_(None)
    if wanted.since is not None:
        yield Act.at >= wanted.since
    if wanted.until is not None:
        yield Act.at < wanted.until
    if after is not None:
        yield tuple_(Act.at, Act.id) < tuple_(literal(after[0], UtcDateTime), after[1])
