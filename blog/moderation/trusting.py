"""What a moderator says of a writer: trusted, held, or nothing. It is about the address, so it proves nobody: what
trust is worth, and to whom, `blog.comments.phases.trusted` says."""

from datetime import datetime

from blog.comments.lifecycle import Trust
from blog.comments.models import Writer, WriterTrust
from blog.database import db
from blog.errors import NotFound
from blog.record.acts import Actor, Verb, record
from blog.record.models import Act
from blog.record.undoing import ChangedSince


def trust_of(writer_id: int) -> Trust | None:
    said = db.session.get(WriterTrust, writer_id)
    return said.trust if said else None


def declare_trust(writer_id: int, trust: Trust | None, by: Actor, at: datetime) -> Act:
    """None takes back what was said. Raises NotFound for a writer that nobody knows any more."""
    if db.session.get(Writer, writer_id) is None:
        raise NotFound
    said = db.session.get(WriterTrust, writer_id)
    before, since = (said.trust, said.at) if said else (None, None)
    _say(said, writer_id, trust, at)
    old_since = since.isoformat() if since else None
    return record(Verb.WRITER_TRUST_CHANGED, by, at, writer_id, old=before, new=trust, old_since=old_since)


def undo_trust(act: Act, by: Actor, at: datetime) -> Act:
    """What was said before holds again, for the browsers that it held for."""
    writer_id, told = act.subject_id or 0, act.details
    if trust_of(writer_id) != told["new"] or db.session.get(Writer, writer_id) is None:
        raise ChangedSince
    undoing = declare_trust(writer_id, Trust(told["old"]) if told["old"] else None, by, at)
    if told["old_since"]:
        db.session.get_one(WriterTrust, writer_id).at = datetime.fromisoformat(told["old_since"])
    return undoing


def _say(said: WriterTrust | None, writer_id: int, trust: Trust | None, at: datetime) -> None:
    if trust:
        db.session.merge(WriterTrust(writer_id=writer_id, trust=trust, at=at))
    elif said:
        db.session.delete(said)
    db.session.flush()
