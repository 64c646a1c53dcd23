"""What a rule can be, and what makes a text fit for one. Nothing here knows a database."""

import re
from dataclasses import dataclass
from enum import StrEnum

import re2

from blog.errors import N_, Refused
from blog.text.links import host_of
from blog.text.plain import emails_in
from blog.text.reading import Reading

LONGEST_RULE = 200  # characters
MOST_WORDS = 30  # of one phrase; in scripts without spaces each character is one
LARGEST_PROGRAM = 500  # steps of a compiled pattern; with more of them a long reply could take seconds
PATTERN_MEMORY = 4 * 1024 * 1024  # bytes that a pattern may take while it runs

_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_DOMAIN = re.compile(
    rf"(?:https?://)?(?:www\.)?((?:{_LABEL}\.){{1,8}}[^\W\d_](?:[\w-]{{0,61}}[^\W_])?)/?", re.IGNORECASE
)


class RuleKind(StrEnum):
    """What a rule asks for."""

    DISALLOWED = N_("disallowed")
    HELD = N_("held")


class RuleHow(StrEnum):
    WORD = N_("word")
    PHRASE = N_("phrase")
    PATTERN = N_("pattern")


class RuleWhere(StrEnum):
    ALL = "all"
    TEXT = "text"
    NAME = "name"
    WEBSITE = "website"
    HOSTS = "hosts"


class BanKind(StrEnum):
    WRITER = "writer"
    HOST = "host"
    NETWORK = "network"


@dataclass(frozen=True)
class Wanted:
    """A rule as far as matching goes."""

    id: int
    kind: RuleKind
    how: RuleHow
    where: RuleWhere
    text: str


def read_rule(text: str, is_pattern: bool) -> tuple[RuleHow, str]:
    """What kind of rule a line makes, and what is compared to find it again. Raises Refused in words."""
    if len(text) > LONGEST_RULE:
        raise Refused(
            N_("“%(text)s…” is too long: a rule takes at most %(limit)d characters."),
            text=text[:60],
            limit=LONGEST_RULE,
        )
    if emails_in(text):
        raise Refused(
            N_("An e-mail address is kept nowhere in clear. Ban its writer instead, from the page of a reply.")
        )
    if is_pattern:
        compile_pattern(text)
        return RuleHow.PATTERN, text
    words = folded_words(text)
    if not words:
        raise Refused(N_("“%(text)s” holds no letter or digit to look for. A pattern could find it."), text=text)
    if len(words) > MOST_WORDS:
        raise Refused(
            N_("“%(text)s…” is too long: a phrase takes at most %(limit)d words."), text=text[:60], limit=MOST_WORDS
        )
    return RuleHow.WORD if len(words) == 1 else RuleHow.PHRASE, " ".join(words)


def folded_words(text: str) -> tuple[str, ...]:
    """The words of a rule as they are compared: small letters, no accents."""
    return tuple(word.plain for word in Reading(text).words)


def domain_of(text: str) -> str:
    """The domain, if the rule is one: it stands for itself and what is below it, not for a sequence of words."""
    match = _DOMAIN.fullmatch(text)
    return host_of(f"https://{match[1]}") if match else ""


def with_parents(host: str) -> list[str]:
    """The host and all domains above it, the top one left out."""
    labels = host.lower().split(".")
    return [".".join(labels[first:]) for first in range(max(1, len(labels) - 1))]


def compile_pattern(text: str) -> re2._Regexp:
    """Raises Refused, in words, for what can't be read, what would take too long, and what fits every text."""
    try:
        pattern = re2.compile(text, _options())
    except re2.error as error:
        raise Refused(
            N_(
                "The pattern can't be read: %(problem)s. Groups that look ahead or behind, and references back to a"
                " group, are not known here."
            ),
            problem=_words_of(error),
        ) from None
    if pattern.programsize > LARGEST_PROGRAM:
        raise Refused(N_("The pattern is too large. Use smaller numbers of repetitions, or make several of it."))
    if pattern.search(""):
        raise Refused(N_("The pattern fits every text, even an empty one."))
    return pattern


def _options() -> re2.Options:
    options = re2.Options()
    options.case_sensitive = False
    options.never_capture = True  # groups are only read by a slower engine
    options.log_errors = False
    options.max_mem = PATTERN_MEMORY
    return options


def _words_of(error: re2.error) -> str:
    """What the engine says, such as “missing ): (a+”."""
    said = error.args[0] if error.args else ""
    return said.decode(errors="replace") if isinstance(said, bytes) else str(said)
