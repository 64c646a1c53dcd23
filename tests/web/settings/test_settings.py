"""The page of the settings: who may, what it takes, what it keeps, what it records, and that every page follows."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from blog.database import db
from blog.record.models import Act
from blog.settings.models import StoredSetting
from blog.web.engine import engine
from tests.factories import Cast, make_post
from tests.visitor import Visitor, find_form

SignedIn = Callable[[str], Visitor]
Statements = Callable[[], AbstractContextManager[list[str]]]
SETTINGS = "/settings/"


@pytest.fixture
def ada(signed_in: SignedIn) -> Visitor:
    return signed_in("ada")


def save(visitor: Visitor, **typed: str) -> TestResponse:
    """Send the whole form, as a browser does; of a list, what is chosen."""
    chosen = {"language": "en", "time_zone": "UTC"}
    return visitor.submit(
        SETTINGS, "settings-form", **{**chosen, **{k.replace("__", "-"): v for k, v in typed.items()}}
    )


def recorded(app: Flask) -> list[dict[str, object]]:
    with app.app_context():
        return [act.details for act in db.session.scalars(select(Act).where(Act.verb == "setting.changed"))]


def stored(app: Flask) -> dict[str, object]:
    with app.app_context():
        return {row.key: row.value for row in db.session.scalars(select(StoredSetting))}


def undo(visitor: Visitor, first_id: int) -> TestResponse:
    token = find_form(visitor.get("/account/").text, "/account/profile").fields["token"]
    return visitor.post(f"/settings/changes/{first_id}/undo", {"token": token})


# Every page follows


def test_title_and_tagline_are_on_every_page_and_in_the_feeds_at_once(
    page: str, ada: Visitor, visitor: Visitor
) -> None:
    before = visitor.get(page)
    assert "The Moving Room" in before.text

    assert save(ada, title="Hips & <Knees>", tagline="Slow & steady").status_code == 303

    for address in ("/", page, "/nothing-here/"):
        assert "Hips &amp; &lt;Knees&gt;" in visitor.get(address).text
        assert "Slow &amp; steady" in visitor.get(address).text
    after = visitor.get(page, **{"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200, "a page that was remembered is made anew"
    assert "Hips &amp; &lt;Knees&gt;" in visitor.get("/feed/").text
    assert "Slow &amp; steady" in visitor.get("/feed/").text
    assert "Hips &amp; &lt;Knees&gt;" in ada.get("/desk/").text


def test_another_process_follows_at_once(start: Callable[..., Flask], page: str, ada: Visitor) -> None:
    other = Visitor(start())
    assert "The Moving Room" in other.get(page).text

    save(ada, title="Another name")

    assert "Another name" in other.get(page).text


def test_posts_on_a_page(app: Flask, cast: Cast, ada: Visitor, visitor: Visitor) -> None:
    with app.app_context():
        for number in range(3):
            make_post(cast, f"Post {number}")

    save(ada, posts_per_page="2")

    first = visitor.get("/").text
    assert first.count("<article") == 2
    assert 'rel="next" href="/page/2/"' in first
    assert visitor.get("/page/2/").text.count("<article") == 1
    assert visitor.get("/page/3/").status_code == 404


def test_the_menu_stands_on_pages_for_readers_and_says_which_of_them_is_here(
    page: str, ada: Visitor, visitor: Visitor
) -> None:
    rows = {"menu__1__label": "<b>Home</b>", "menu__1__address": "/", "menu__2__label": "Elsewhere"}
    save(ada, **rows, menu__2__address='https://example.org/?a="b"&c')

    home = visitor.get("/").text
    assert '<a href="/" aria-current="page">&lt;b&gt;Home&lt;/b&gt;</a>' in home
    assert '<a href="https://example.org/?a=&#34;b&#34;&amp;c">Elsewhere</a>' in home
    assert '<a href="/">&lt;b&gt;Home&lt;/b&gt;</a>' in visitor.get(page).text
    assert "site-menu" not in ada.get("/desk/").text


def test_the_footer_is_safe_html(page: str, ada: Visitor, visitor: Visitor) -> None:
    save(ada, footer="*Ours* <script>alert(1)</script>")

    assert "<em>Ours</em>" in visitor.get(page).text
    assert "<script>alert" not in visitor.get(page).text


def test_the_accent_is_named_on_the_page(ada: Visitor, visitor: Visitor) -> None:
    assert '<html lang="en" data-accent="clay">' in visitor.get("/").text

    save(ada, accent="sea")

    assert 'data-accent="sea"' in visitor.get("/").text


def test_the_picture_stands_above_the_newest_posts(page: str, ada: Visitor, visitor: Visitor) -> None:
    save(ada, header_picture="/static/pictures/psoas.svg", header_picture_alt='A "hip"')

    assert (
        '<img class="header-picture" src="/static/pictures/psoas.svg" alt="A &#34;hip&#34;">' in visitor.get("/").text
    )
    assert "header-picture" not in visitor.get(page).text


def test_the_times_of_pages_are_those_of_the_sites_clock(page: str, ada: Visitor, visitor: Visitor) -> None:
    assert 'title="6 April 2026, 09:30"' in visitor.get(page).text

    save(ada, time_zone="Asia/Tokyo")

    assert 'title="6 April 2026, 18:30"' in visitor.get(page).text


def test_a_new_post_begins_with_replies_as_they_are_set(ada: Visitor, signed_in: SignedIn) -> None:
    assert find_form(ada.get("/desk/posts/new").text, "post-form").fields["comments"] == "open"

    save(ada, comments_open="closed")

    assert find_form(signed_in("arthur").get("/desk/posts/new").text, "post-form").fields["comments"] == "closed"


def test_a_language_without_words_is_not_offered(ada: Visitor, app: Flask) -> None:
    response = save(ada, language="de")

    assert response.status_code == 422
    assert "Choose one of the languages." in response.text
    assert stored(app) == {}


# What it takes and keeps


def test_what_was_typed_is_kept_when_one_field_is_refused(app: Flask, ada: Visitor) -> None:
    typed = {
        "title": "New & <name>",
        "tagline": "t" * 201,
        "posts_per_page": "51",
        "comments_open": "closed",
        "accent": "plum",
        "header_picture": "//example.org/x.png",
        "footer": "*Mine*\n\nall of it",
        "menu-1-label": "Name without address",
        "menu-1-place": "2",
        "menu-2-address": "/address/without/name",
        "menu-2-place": "one",
    }

    response = ada.submit(SETTINGS, "settings-form", language="en", time_zone="Europe/Atlantis", **typed)

    assert response.status_code == 422
    wrong = ("tagline", "posts_per_page", "header_picture", "time_zone", "menu-1-address", "menu-2-label")
    for field in (*wrong, "menu-2-place"):
        assert f'id="{field}-error"' in response.text, field
        assert f'<a href="#{field}">' in response.text, field
    kept = find_form(response.text, "settings-form").fields
    assert {name: kept[name] for name in typed} == typed
    assert stored(app) == {}
    assert recorded(app) == []


@pytest.mark.parametrize("name", ["accent", "comments_open", "time_zone", "posts_per_page"])
def test_values_that_nobody_offered_are_refused(ada: Visitor, name: str) -> None:
    response = save(ada, **{name: '"><script>'})

    assert response.status_code == 422
    assert f'id="{name}-error"' in response.text
    assert '"><script>' not in response.text


PLACES = [
    (("1", "2", "3"), "ABC"),
    (("3", "2", "1"), "CBA"),
    (("1", "2", "1"), "CAB"),  # the third moves to the first place
    (("3", "2", "3"), "BCA"),  # the first moves to the third
    (("2", "2", "3"), "BAC"),
    (("", "2", "3"), "BCA"),
    (("99", "2", "3"), "BCA"),
]


@pytest.mark.parametrize(("places", "order"), PLACES)
def test_a_number_moves_a_link_of_the_menu(app: Flask, ada: Visitor, places: tuple[str, ...], order: str) -> None:
    typed: dict[str, str] = {}
    for number, name in enumerate("AB", start=1):
        typed |= {f"menu-{number}-label": name, f"menu-{number}-address": f"/{name}/"}
    save(ada, **typed)
    save(ada, **{"menu-3-label": "C", "menu-3-address": "/C/"})

    save(ada, **{f"menu-{number}-place": place for number, place in enumerate(places, start=1)})

    menu = stored(app)["menu"]
    assert isinstance(menu, list)
    assert "".join(entry["label"] for entry in menu) == order


def test_an_emptied_row_leaves_the_menu(app: Flask, ada: Visitor) -> None:
    save(ada, **{"menu-1-label": "A", "menu-1-address": "/a/", "menu-2-label": "B", "menu-2-address": "/b/"})

    save(ada, **{"menu-1-label": " ", "menu-1-address": ""})

    assert stored(app)["menu"] == [{"label": "B", "address": "/b/"}]


def test_there_is_always_room_for_another_link_up_to_the_limit(ada: Visitor) -> None:
    many = {f"menu-{n}-label": f"L{n}" for n in range(1, 30)} | {f"menu-{n}-address": "/" for n in range(1, 30)}
    assert "menu-2-label" in find_form(ada.get(SETTINGS).text, "settings-form").fields

    save(ada, **many)

    fields = find_form(ada.get(SETTINGS).text, "settings-form").fields
    assert fields["menu-20-label"] == "L20"
    assert "menu-21-label" not in fields


def test_a_form_that_is_older_than_the_last_change_is_409_and_keeps_what_was_typed(
    app: Flask, ada: Visitor, signed_in: SignedIn
) -> None:
    old = {**find_form(ada.get(SETTINGS).text, "settings-form").fields, "language": "en", "time_zone": "UTC"}
    save(signed_in("ada"), title="Theirs", tagline="Theirs too")

    refused = ada.post(SETTINGS, {**old, "tagline": "Mine & unsaved"})

    assert refused.status_code == 409
    again = find_form(refused.text, "settings-form").fields
    assert again["tagline"] == "Mine & unsaved"
    assert "Theirs too" in refused.text
    assert stored(app)["tagline"] == "Theirs too"
    assert ada.post(SETTINGS, {**again, "language": "en", "time_zone": "UTC"}).status_code == 303, "compared, and saved"


def test_a_stranger_can_not_save_with_anothers_token(app: Flask, ada: Visitor, signed_in: SignedIn) -> None:
    form = find_form(ada.get(SETTINGS).text, "settings-form").fields

    assert signed_in("edith").post(SETTINGS, {**form, "title": "Hers"}).status_code == 403
    assert signed_in("ada").post(SETTINGS, {**form, "title": "Hers"}).status_code == 403
    assert stored(app) == {}


# The record


def test_each_change_is_recorded_with_what_was_there_before(app: Flask, cast: Cast, ada: Visitor) -> None:
    save(ada, title="One", posts_per_page="5")
    save(ada, title="Two")

    told = [(each["key"], each["old"], each["new"]) for each in recorded(app)]
    assert told == [("title", "The Moving Room", "One"), ("posts_per_page", 10, 5), ("title", "One", "Two")]
    with app.app_context():
        acts = list(db.session.scalars(select(Act).where(Act.verb == "setting.changed")))
        assert {act.user_id for act in acts} == {cast["ada"]}
        assert [act.cause_id for act in acts] == [None, acts[0].id, None]
    page = ada.get(SETTINGS).text
    assert "<del>One</del>" in page
    assert "<ins>Two</ins>" in page
    assert "Ada Admin" in page


def test_saving_what_is_set_already_changes_nothing(app: Flask, ada: Visitor) -> None:
    response = save(ada)

    assert "Everything was so already." in ada.get(response.location).text
    assert recorded(app) == []
    assert stored(app) == {}


def test_a_saving_is_undone_whole_and_the_undoing_too(app: Flask, ada: Visitor, visitor: Visitor) -> None:
    done = save(ada, title="New", accent="moss", footer="Ours")
    first = int(done.location.partition("done=")[2])
    assert "Undo" in ada.get(done.location).text

    undone = undo(ada, first)
    assert "Put back." in ada.get(undone.location).text
    assert stored(app) == {}, "the defaults stand again"
    assert "The Moving Room" in visitor.get("/").text

    redone = undo(ada, int(undone.location.partition("done=")[2]))
    assert redone.status_code == 303
    assert {"title": "New", "accent": "moss"}.items() <= stored(app).items()
    assert "Ours" in visitor.get("/").text


def test_what_was_changed_again_is_not_undone(app: Flask, ada: Visitor) -> None:
    done = save(ada, title="One", tagline="One")
    save(ada, title="Two")

    refused = undo(ada, int(done.location.partition("done=")[2]))

    assert refused.status_code == 409
    assert "A later change stands on this one" in refused.text
    assert find_form(refused.text, "settings-form").fields["title"] == "Two"
    assert stored(app) == {"title": "Two", "tagline": "One"}


@pytest.mark.parametrize("number", ["0", "77", "1"])
def test_only_a_change_of_settings_can_be_undone_here(ada: Visitor, number: str) -> None:
    assert undo(ada, int(number)).status_code == 404


# What it costs


def test_the_settings_cost_a_request_one_question(
    app: Flask, page: str, ada: Visitor, visitor: Visitor, statements: Statements
) -> None:
    visitor.get("/")
    with statements() as seen:
        assert visitor.get("/login").status_code == 200
    assert len(seen) == 1
    assert "site_version" in seen[0]
    visitor.get(page)
    with statements() as seen:
        visitor.get(page)
    assert len(seen) == 1, "a remembered page asks no more than its own"
    save(ada, title="New")
    with statements() as seen:
        visitor.get("/login")
    assert [statement for statement in seen if "FROM settings" in statement] != []


def test_a_page_that_says_that_the_database_is_gone_still_has_its_title(
    app: Flask, ada: Visitor, visitor: Visitor
) -> None:
    save(ada, title="Still here")
    visitor.get("/")
    with app.app_context(), db.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE site_version")

    response = visitor.get("/nothing/here/at-all")

    assert response.status_code == 404
    assert "Still here" in response.text


def test_a_stored_value_that_this_release_can_not_read_is_the_default(
    app: Flask, ada: Visitor, visitor: Visitor
) -> None:
    with app.app_context(), db.engine.begin() as connection:
        for key, value in {"accent": '"neon"', "menu": '"x"', "footer": "[]", "unknown": "1", "time_zone": "7"}.items():
            statement = "INSERT INTO settings VALUES (?, ?, '2026-05-06 09:30:00.000000')"
            connection.exec_driver_sql(statement, (key, value))

    assert 'data-accent="clay"' in visitor.get("/").text
    assert ada.get(SETTINGS).status_code == 200


def test_what_a_transaction_may_take_back_is_not_kept(app: Flask, ada: Visitor, visitor: Visitor) -> None:
    save(ada, title="Set")
    visitor.get("/")
    with app.app_context():
        known = engine().known_settings
        version = 1000
        db.session.info["in_transaction"] = True
        known.of(version)
        db.session.info.pop("in_transaction")
        assert known._kept[0] != version
        known.of(version)
        assert known._kept[0] == version
