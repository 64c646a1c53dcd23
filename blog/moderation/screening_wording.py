"""The phases of screening in words, for the page that lists them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from blog.comments.screening import FindingCode as Code
from blog.comments.screening import Phase
from blog.comments.wording import finding_chip
from blog.errors import N_
from blog.moderation.screening_numbers import Found
from blog.settings.keys import ScreeningSettings
from blog.settings.parsing import MOST_LINKS
from blog.web.language import gettext


@dataclass(frozen=True)
class Words:
    """What a phase does, the setting that steers it, and the findings that it may come to, its own first."""

    sentence: str
    codes: tuple[Code, ...]
    setting: str = ""


PHASES: Mapping[str, Words] = {
    "who_may_moderate_the_post": Words(
        N_("What people write who are signed in and may moderate the post appears at once; nothing else is asked."),
        (Code.MAY_MODERATE,),
    ),
    "everything_waits": Words(N_("Every reply waits, whoever wrote it."), (Code.EVERYTHING_WAITS,), "everything_waits"),
    "post_waits": Words(N_("Every reply to one of the posts below waits."), (Code.POST_WAITS,)),
    "first_hours": Words(
        N_("Replies to a post wait in its first hours; 48 is a good number, 0 lets them through."),
        (Code.FIRST_HOURS,),
        "first_hours",
    ),
    "filled_trap": Words(N_("A field that people don't see was filled in, as programs do."), (Code.FILLED_TRAP,)),
    "too_quick": Words(
        N_("It was sent sooner than so many seconds after the page was opened. Without scripts nobody knows."),
        (Code.TOO_QUICK,),
        "quickest",
    ),
    "shows_address": Words(
        N_("It shows the writer's e-mail address, and the writer said that this is meant."), (Code.SHOWS_ADDRESS,)
    ),
    "turned_name": Words(N_("The name holds marks that make letters read the other way round."), (Code.TURNED_NAME,)),
    "held_writer": Words(N_("A moderator said that all replies of this writer wait."), (Code.HELD_WRITER,)),
    "marked_as_spam": Words(N_("Moderators marked an earlier reply of this writer as spam."), (Code.MARKED_AS_SPAM,)),
    "trusted": Words(
        N_(
            "Enough replies from the same browser, with the same address, were approved. This spares a writer the next"
            " phase, and no other. A typed name or address never counts: anybody can type it."
        ),
        (Code.TRUSTED,),
    ),
    "first_replies": Words(
        N_(
            "A writer's replies wait until so many of them are approved, and so do those of whoever can't show to be a"
            " writer that was here before. With 0, replies in which nothing is found appear at once."
        ),
        (Code.FIRST_REPLIES, Code.UNPROVEN, Code.NO_OBJECTION),
        "first_replies",
    ),
    "many_links": Words(N_("It holds more links than so many."), (Code.MANY_LINKS,), "most_links"),
    "lying_links": Words(
        N_("The words of a link name another host than the one it leads to."), (Code.LYING_LINK,), "lying_links"
    ),
    "words_on_the_list": Words(
        N_("It holds words of the rules; a rule says whether such a reply waits or goes to spam."),
        (Code.HELD_WORD, Code.DISALLOWED_WORD, Code.RULES_UNFINISHED),
    ),
    "banned": Words(
        N_("The writer, a host that it links to, or the network is banned at this time."),
        (Code.BANNED_WRITER, Code.BANNED_HOST, Code.BANNED_NETWORK),
    ),
    "repeated": Words(N_("The same words, or nearly, came to another post within a day."), (Code.REPEATED,), "repeats"),
    "learned_score": Words(
        N_("How much it is like what moderators took for spam. It acts alone only beyond the threshold that is set."),
        (Code.HIGH_SCORE, Code.SCORED_AS_SPAM),
    ),
    "busy_network": Words(
        N_("More replies than so many came from the same network within an hour."),
        (Code.BUSY_NETWORK,),
        "most_from_network",
    ),
}


@dataclass(frozen=True)
class PhaseLine:
    """One phase on the page. `setting` is empty where there is nothing to set."""

    title: str
    sentence: str
    setting: str
    found: Found


def phase_lines(phases: Sequence[Phase], settings: ScreeningSettings, found: Mapping[str, Found]) -> list[PhaseLine]:
    """The phases that have words here, in the order in which they are asked."""
    known = [words for phase in phases if (words := PHASES.get(getattr(phase, "__name__", "")))]
    return [
        PhaseLine(
            finding_chip(words.codes[0]),
            gettext(words.sentence),
            _setting(words.setting, settings),
            _together([found.get(code, Found()) for code in words.codes]),
        )
        for words in known
    ]


def _setting(key: str, settings: ScreeningSettings) -> str:
    if not key:
        return ""
    value = getattr(settings, key)
    if isinstance(value, bool):
        return gettext("On") if value else gettext("Off")
    is_off = value == MOST_LINKS if key == "most_links" else value == 0
    return gettext("Off") if is_off else str(value)


def _together(found: Sequence[Found]) -> Found:
    return Found(
        sum(each.total for each in found), sum(each.waiting for each in found), sum(each.approved for each in found)
    )
