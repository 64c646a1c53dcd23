"""A small site to search, and the queries that every database must answer in the same way."""

from datetime import timedelta

from sqlalchemy import select

from blog.clock import utcnow
from blog.comments.lifecycle import Action
from blog.database import db, transaction
from blog.jobs.worker import run_due_jobs
from blog.posts.models import Post
from blog.posts.publishing import trash_post, unpublish_post
from blog.record.acts import COMMAND_LINE
from blog.search.queries import Hit, search
from blog.text.search_query import parse_query
from blog.web.engine import engine
from tests.factories import NOW, Cast, approved, make_comment, make_post

A_DAY = timedelta(days=1)


def do_jobs() -> None:
    """Everything that is due, as the worker does it."""
    run_due_jobs(engine().handlers, utcnow(), limit=1000)


def fill_site(cast: Cast) -> None:
    """Ten public texts, named by their slug or by who replied, and many that are hidden."""
    psoas = make_post(
        cast,
        "Anatomy Spotlight: Psoas",
        "The muscle joins the spine to the legs. *Lift* one knee & count.",
        slug="psoas",
    )
    make_post(cast, "Breathing", "Breathe in, breathe out. The psoas listens to the breath.", slug="breathing")
    make_post(cast, "Ärger im Café", "Die Straße nach Łódź, Smørrebrød, naïve œuvre; ΑΘΗΝΑ, Ёлка.", slug="cafe")
    make_post(cast, "東京の猫", "東京都に住む猫は寒い。 그리고 한국어 고양이가.", slug="cat")
    make_post(cast, "Code 8e7abc", "Run `foo_bar-baz` at 3.14, don't use C++. See <b>1e5</b>.", slug="code")
    make_post(cast, "The", "To be or not to be, and that is it.", slug="the")
    long = " ".join(f"filler{number}" for number in range(3000))
    make_post(cast, "Long", f"{long} needle in the hay {'y' * 90} {long}", slug="long")
    approved(psoas, "My hip hurts when I *lift one* knee at <b>night</b>.", name="Zoë Reader")
    approved(psoas, "The knee comes first, then one may lift.", name="Otto")
    approved(
        psoas, "Write to me: otto@example.com, please.", name="Anna", shows_address=True, address="x@y.example.org"
    )
    _hide_things(cast, psoas)
    do_jobs()
    _hide_behind_its_back(cast)


def _hide_things(cast: Cast, psoas: Post) -> None:
    make_post(cast, "Secretdraft", "hiddenword draft", slug="draft", published_at=None)
    make_comment(psoas, "hiddenword pending", name="Pendinghidden", trap="x")
    for number, action in enumerate((Action.SPAM, Action.TRASH)):
        make_comment(psoas, f"hiddenword removed {number}", name="Goneaway", then=(Action.APPROVE, action))
    taken_back = make_post(cast, "Takenback", "hiddenword takenback", slug="takenback")
    approved(taken_back, "hiddenword under what was taken back", name="Underneath")
    make_post(cast, "Trashed", "hiddenword trashed", slug="trashed")
    do_jobs()
    with transaction():
        unpublish_post(post_named("takenback"), COMMAND_LINE, NOW)
        trash_post(post_named("trashed"), COMMAND_LINE, NOW)


def _hide_behind_its_back(cast: Cast) -> None:
    """As when the worker is behind: the index holds what is hidden by now."""
    stale = make_post(cast, "Stale", "hiddenword stale", slug="stale")
    approved(stale, "hiddenword stale reply", name="Staleness")
    make_post(cast, "Later", "hiddenword later", slug="later")
    do_jobs()
    with transaction():
        unpublish_post(post_named("stale"), COMMAND_LINE, NOW)
        post_named("later").published_at = utcnow() + A_DAY


def post_named(slug: str) -> Post:
    return db.session.scalars(select(Post).where(Post.slug == slug)).one()


# What is typed, and what is found, the best first: posts by their slug, replies by "#" and their writer.
QUERIES: dict[str, list[str]] = {
    "psoas": ["psoas", "breathing"],
    "PSOAS": ["psoas", "breathing"],
    "muscle psoas": ["psoas"],
    "psoas breath": ["breathing"],
    "breath": ["breathing"],
    "breath*": ["breathing"],
    "leg": [],
    "leg*": ["psoas"],
    '"lift one knee"': ["#Zoë Reader", "psoas"],
    '"one knee"': ["#Zoë Reader", "psoas"],
    '"lift one kn"*': ["#Zoë Reader", "psoas"],
    '"spotlight psoas the"': [],
    "knee lift": ["#Otto", "#Zoë Reader", "psoas"],
    "knee -first": ["#Zoë Reader", "psoas"],
    'knee -"lift one"': ["#Otto"],
    "knee -li*": [],
    "-knee": [],
    "arger cafe": ["cafe"],
    "STRASSE lodz": ["cafe"],
    "smorrebrod oeuvre naive": ["cafe"],
    "αθήνα ёлка": ["cafe"],
    "猫": ["cat"],
    "東京": ["cat"],
    "京東": [],
    "고양이*": ["cat"],
    "8e7abc": ["code"],
    "foo_bar-baz 3.14": ["code"],
    "don’t c++": ["code"],
    "to be or not to be": ["the"],
    "the": ["the", "psoas", "breathing", "#Otto", "long"],
    "zoe": ["#Zoë Reader"],
    "needle": ["long"],
    "y" * 90: ["long"],
    "y" * 61: ["long"],
    "y" * 59: [],
    "": [],
    "   ": [],
    '"': [],
    '""': [],
    '"psoas': ["psoas", "breathing"],
    "*": [],
    "- + ( ) : ^ ' \\ ; %": [],
    "psoas\0 OR 1=1": [],
    "psoas OR breathing": [],
    "title:psoas": [],
    "NEAR(psoas breath)": [],
    "' OR '1'='1": [],
    "psoas'); DROP TABLE posts; --": [],
    "psoas & !breath | x:* <-> y": [],
    "{title} : psoas": [],
    "otto example com": ["#Anna"],
    "otto@example.com": ["#Anna"],
    "x@y.example.org": [],
    "hiddenword": [],
    "hidden*": [],
    "secretdraft": [],
    "pendinghidden": [],
    "underneath": [],
    "staleness": [],
    "goneaway": [],
    "word " * 200: [],
}


def found_by(text: str) -> list[str]:
    return [name_of(hit) for hit in search(parse_query(text), 1, utcnow()).hits]


def name_of(hit: Hit) -> str:
    return f"#{hit.comment.name}" if hit.comment else hit.post.slug
