"""Banning a writer, a host or a network for a while, and letting them in again."""

import ipaddress
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select

from blog.comments.incoming import Context, Submission
from blog.comments.models import Comment, Writer
from blog.comments.screening import Finding, FindingCode, Outcome
from blog.database import db
from blog.errors import N_, Conflict, NotFound, Refused
from blog.moderation.rule_models import Ban
from blog.moderation.rule_shapes import BanKind, domain_of, with_parents
from blog.record.acts import Actor, Verb, record
from blog.record.models import Act
from blog.text.links import link_to, links_in

LONGEST_REASON = 500
MOST_HOSTS = 100  # of one reply that are looked up

CODES = {
    BanKind.WRITER: FindingCode.BANNED_WRITER,
    BanKind.HOST: FindingCode.BANNED_HOST,
    BanKind.NETWORK: FindingCode.BANNED_NETWORK,
}


class BannedAlready(Conflict):
    default = N_("This is banned already.")


class BanChangedSince(Conflict):
    default = N_("This ban was changed since, so that can't be put back.")


@dataclass(frozen=True)
class Terms:
    """What a ban is to do, and for how long; `ends_at` None: until somebody lifts it."""

    reason: str = ""
    ends_at: datetime | None = None
    is_to_spam: bool = False


def ban_author(writer: Writer, terms: Terms, by: Actor, at: datetime) -> Act:
    """Of whoever uses this address. It is known again by its digest, also after their last reply was deleted."""
    return _ban(BanKind.WRITER, writer.email_digest, terms, by, at, writer.id)


def ban_host(text: str, terms: Terms, by: Actor, at: datetime) -> Act:
    """Of links and websites that lead to this domain or below it. Raises Refused."""
    domain = domain_of(text.strip())
    if not domain:
        raise Refused(N_("Write the name of a site like this one: example.org"), field="value")
    return _ban(BanKind.HOST, domain, terms, by, at)


def ban_network(text: str, terms: Terms, by: Actor, at: datetime) -> Act:
    """As replies keep it: /24 or /48; an address within stands for all of it. Or wider: /16, /32. Raises Refused."""
    return _ban(BanKind.NETWORK, read_network(text), terms, by, at)


def lift_ban(ban: Ban, by: Actor, at: datetime) -> Act:
    """Before its end. Raises Conflict when it is over already."""
    if not ban.is_in_force(at):
        raise Conflict(N_("This ban is over already."))
    ban.lifted_at = at
    return record(Verb.BAN_LIFTED, by, at, ban.id, kind=ban.kind.value)


def undo_ban_act(act: Act, by: Actor, at: datetime) -> Act:
    """The inverse of banning is lifting, and the other way round. Raises Conflict when it is so already."""
    ban = get_ban(act.subject_id or 0)
    if act.verb == Verb.BAN_CREATED:
        return lift_ban(ban, by, at)
    if ban.lifted_at is None or _find_in_force(ban.kind, ban.value, at):
        raise BanChangedSince
    ban.lifted_at = None
    return _record_new(ban, by, at)


def get_ban(ban_id: int) -> Ban:
    """Raises NotFound."""
    ban = db.session.get(Ban, ban_id)
    if ban is None:
        raise NotFound
    return ban


def banned(submission: Submission, context: Context) -> Finding | None:
    """A phase: the ban that this reply falls under, the strictest first; one query."""
    hosts = [link.host for link in links_in(context.rendered.html)[:MOST_HOSTS]]
    hosts += [link_to(submission.url).host] if submission.url else []
    values = {domain for host in hosts if host for domain in with_parents(host)}
    values.update(networks_around(submission.network))
    values.update(submission.address.known_as if submission.address else ())
    found = _in_force(values, context.at)
    return _finding(min(found, key=lambda ban: (not ban.is_to_spam, ban.id))) if found else None


def bans_on(comment: Comment, at: datetime) -> Sequence[Ban]:
    """The bans in force on the writer and the network of a reply, for its page."""
    values = networks_around(comment.network)
    if comment.writer:
        values.append(comment.writer.email_digest)
    return _in_force(values, at)


def bans_on_writer(writer: Writer, at: datetime) -> Sequence[Ban]:
    return _in_force([writer.email_digest], at)


def read_network(text: str) -> str:
    """The network in one spelling. Raises Refused, field `value`."""
    try:
        network = ipaddress.ip_network(text.strip(), strict=False)
    except ValueError:
        raise Refused(N_("Write a network like this one: 192.0.2.0/24"), field="value") from None
    narrow, wide = _widths(network)
    if network.prefixlen < wide:
        raise Refused(
            N_("A ban reaches at most a /%(width)d, so that it shuts out no whole country."), field="value", width=wide
        )
    return str(network.supernet(new_prefix=narrow if network.prefixlen >= narrow else wide))


def networks_around(network: str | None) -> list[str]:
    """The stored network of a reply, and the wider one that it is in."""
    try:
        found = ipaddress.ip_network(network or "")
    except ValueError:
        return []
    narrow, wide = _widths(found)
    return [str(found.supernet(new_prefix=width)) for width in (narrow, wide) if width <= found.prefixlen]


def _widths(network: ipaddress.IPv4Network | ipaddress.IPv6Network) -> tuple[int, int]:
    return (24, 16) if network.version == 4 else (48, 32)


def _ban(kind: BanKind, value: str, terms: Terms, by: Actor, at: datetime, writer_id: int | None = None) -> Act:
    if len(terms.reason) > LONGEST_REASON:
        raise Refused(N_("A reason takes at most %(limit)d characters."), field="reason", limit=LONGEST_REASON)
    if terms.ends_at and terms.ends_at <= at:
        raise Refused(N_("This end is over already. Choose a later day."), field="until")
    if _find_in_force(kind, value, at):
        raise BannedAlready
    ban = Ban(
        kind=kind,
        value=value,
        writer_id=writer_id,
        is_to_spam=terms.is_to_spam,
        reason=terms.reason,
        made_by_id=by.user_id,
        made_by_name=by.name,
        made_at=at,
        ends_at=terms.ends_at,
    )
    db.session.add(ban)
    db.session.flush()
    return _record_new(ban, by, at)


def _record_new(ban: Ban, by: Actor, at: datetime) -> Act:
    return record(Verb.BAN_CREATED, by, at, ban.id, kind=ban.kind.value)


def _find_in_force(kind: BanKind, value: str, at: datetime) -> Ban | None:
    return next((ban for ban in _in_force([value], at) if ban.kind is kind), None)


def _in_force(values: Collection[str], at: datetime) -> Sequence[Ban]:
    if not values:
        return []
    lasts: ColumnElement[bool] = or_(Ban.ends_at.is_(None), Ban.ends_at > at)
    return db.session.scalars(select(Ban).where(Ban.value.in_(values), Ban.lifted_at.is_(None), lasts)).all()


def _finding(ban: Ban) -> Finding:
    values: dict[str, str | int | float | list[str]] = {"ban": ban.id, "reason": ban.reason or "—"}
    if ban.kind is not BanKind.WRITER:
        values["value"] = ban.value
    if ban.kind is BanKind.HOST:
        values["marks"] = [ban.value]
    return Finding(CODES[ban.kind], Outcome.SPAM if ban.is_to_spam else Outcome.HOLD, values)
