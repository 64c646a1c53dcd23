"""What was typed, read as the value of a setting: each type with what it takes and what it answers to the rest."""

import json
from typing import Any

import pytest

from blog.errors import Refused
from blog.settings.keys import Accent, Footer, MenuEntry, SiteSettings
from blog.settings.parsing import KINDS, MOST_ENTRIES, parse_entry, time_zones
from blog.text.markup import POLICY_VERSION, SafeHtml

ABOUT = MenuEntry("About", "/about/")

GOOD: list[tuple[str, Any, Any]] = [
    ("title", "  The  Moving\tRoom ", "The Moving Room"),
    ("title", "Κίνηση & <b>", "Κίνηση & <b>"),
    ("title", "t" * 100, "t" * 100),
    ("tagline", "", ""),
    ("tagline", "t" * 200, "t" * 200),
    ("language", "en", "en"),
    ("language", "pt_BR", "pt_BR"),
    ("language", "zh_Hant_TW", "zh_Hant_TW"),
    ("time_zone", "UTC", "UTC"),
    ("time_zone", "Europe/Berlin", "Europe/Berlin"),
    ("time_zone", "America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
    ("posts_per_page", "1", 1),
    ("posts_per_page", "50", 50),
    ("posts_per_page", "007", 7),
    ("comments_open", "open", True),
    ("comments_open", "closed", False),
    ("replies_paused", "paused", True),
    ("replies_paused", "running", False),
    ("pause_words", " Back  tomorrow ", "Back tomorrow"),
    ("keep_spam_days", "15", 15),
    ("keep_trash_days", "0", 0),
    ("keep_trash_days", "3650", 3650),
    ("accent", "sea", Accent.SEA),
    ("header_picture", "", ""),
    ("header_picture", " /media/ab12-1280.webp ", "/media/ab12-1280.webp"),
    ("header_picture_alt", "A hip, seen from the front", "A hip, seen from the front"),
    ("menu", [], ()),
    ("menu", [("About", "/about/"), (" ", ""), (" Elsewhere ", "https://example.org/?a=b&c")],
     (ABOUT, MenuEntry("Elsewhere", "https://example.org/?a=b&c"))),
    ("menu", [("Ipsa", "HTTP://example.org")], (MenuEntry("Ipsa", "HTTP://example.org"),)),
    ("footer", "", Footer()),
    ("first_hours", "48", 48),
    ("first_replies", "0", 0),
    ("spam_threshold", "97", 97),
    ("most_links", "100", 100),
    ("quickest", "3", 3),
    ("most_from_network", "10", 10),
    ("everything_waits", "on", True),
    ("lying_links", "off", False),
    ("repeats", "on", True),
]  # fmt: skip

BAD: list[tuple[str, Any, str]] = [
    ("title", "", "needs a title"),
    ("title", " \u200b ", "needs a title"),
    ("title", "t" * 101, "at most 100 fit"),
    ("tagline", "t" * 201, "at most 200 fit"),
    ("replies_paused", "", "paused"),
    ("pause_words", "w" * 301, "at most 300 fit"),
    ("keep_spam_days", "-1", "whole number of days"),
    ("keep_spam_days", "", "whole number of days"),
    ("keep_trash_days", "3651", "at most 3650"),
    ("keep_trash_days", "²", "whole number of days"),
    ("language", "", "languages"),
    ("language", "../../etc", "languages"),
    ("language", "en_", "languages"),
    ("language", "zz", "languages"),
    ("time_zone", "", "time zones"),
    ("time_zone", "Europe/Atlantis", "time zones"),
    ("time_zone", "europe/berlin", "time zones"),
    ("time_zone", "posixrules", "time zones"),
    ("time_zone", "/etc/passwd", "time zones"),
    ("posts_per_page", "", "1 to 50"),
    ("posts_per_page", "0", "1 to 50"),
    ("posts_per_page", "51", "1 to 50"),
    ("posts_per_page", "-1", "1 to 50"),
    ("posts_per_page", "ten", "1 to 50"),
    ("posts_per_page", "²", "1 to 50"),
    ("posts_per_page", "9" * 5_000, "1 to 50"),
    ("comments_open", "", "open or closed"),
    ("accent", "", "colours"),
    ("accent", "red; background: url(x)", "colours"),
    ("header_picture", "picture.png", "on this site"),
    ("header_picture", "https://example.org/x.png", "on this site"),
    ("header_picture", "//example.org/x.png", "on this site"),
    ("header_picture", "/\\example.org/x.png", "on this site"),
    ("header_picture", "data:image/png;base64,AA", "on this site"),
    ("header_picture", "/two words.png", "on this site"),
    ("header_picture_alt", "a" * 301, "at most 300 fit"),
    ("menu", [("", "/about/")], "name"),
    ("menu", [("\u2800", "/about/")], "name"),
    ("menu", [("l" * 61, "/about/")], "at most 60 fit"),
    ("menu", [("About", "")], "Write an address"),
    ("menu", [("About", "about")], "Write an address"),
    ("menu", [("About", "javascript:alert(1)")], "Write an address"),
    ("menu", [("About", "java\tscript:alert(1)")], "Write an address"),
    ("menu", [("About", "data:text/html,x")], "Write an address"),
    ("menu", [("About", "mailto:rhea@example.net")], "Write an address"),
    ("menu", [("About", "//example.org/")], "Write an address"),
    ("menu", [("About", "/\\example.org/")], "Write an address"),
    ("menu", [("About", "https://")], "Write an address"),
    ("menu", [("About", "https://exa mple.org/")], "Write an address"),
    ("menu", [("About", "/" + "a" * 500)], "at most 500 fit"),
    ("menu", [("About", "/about/")] * (MOST_ENTRIES + 1), "at most 20 links"),
    ("footer", "f" * 5_001, "at most 5000 fit"),
    ("first_hours", "10001", "0 to 10000"),
    ("first_replies", "", "0 to 100"),
    ("spam_threshold", "100", "0 to 99"),
    ("most_links", "101", "0 to 100"),
    ("quickest", "3.5", "0 to 600"),
    ("most_from_network", "-1", "0 to 10000"),
    ("most_from_network", "٣", "0 to 10000"),
    ("everything_waits", "", "on or off"),
    ("lying_links", "True", "on or off"),
    ("repeats", "yes", "on or off"),
]  # fmt: skip


@pytest.mark.parametrize(("key", "typed", "value"), GOOD)
def test_what_is_taken_becomes_a_value_of_its_type(key: str, typed: Any, value: Any) -> None:
    assert KINDS[key].parse(typed) == value


@pytest.mark.parametrize(("key", "typed", "answer"), BAD)
def test_what_is_not_taken_is_answered_in_words(key: str, typed: Any, answer: str) -> None:
    with pytest.raises(Refused, match=answer):
        KINDS[key].parse(typed)


def test_every_setting_is_of_a_kind_and_in_the_table() -> None:
    fields = set(SiteSettings.__dataclass_fields__)

    assert set(KINDS) == fields
    assert {key for key, _, _ in GOOD} == fields
    assert {key for key, _, _ in BAD} == fields


@pytest.mark.parametrize(("key", "typed", "value"), GOOD)
def test_a_value_comes_back_from_the_table_as_it_was(key: str, typed: Any, value: Any) -> None:
    stored = json.loads(json.dumps(KINDS[key].to_stored(value)))

    assert KINDS[key].read(stored) == value


def test_a_refused_row_of_the_menu_names_its_field() -> None:
    with pytest.raises(Refused) as about_label:
        parse_entry("", "/about/")
    with pytest.raises(Refused) as about_address:
        parse_entry("About", "about")

    assert (about_label.value.field, about_address.value.field) == ("label", "address")


def test_the_footer_is_rendered_when_it_is_saved_and_is_safe() -> None:
    footer = KINDS["footer"].parse("*Ours* <script>alert(1)</script> [x](javascript:alert(1))")

    assert isinstance(footer.html, SafeHtml)
    assert "<em>Ours</em>" in footer.html
    assert "<script" not in footer.html
    assert "href" not in footer.html


def test_a_footer_that_an_older_sanitizer_made_is_made_again() -> None:
    stored = {"text": "*Ours*", "html": "<blink>Ours</blink>", "policy_version": POLICY_VERSION - 1}

    assert "<em>Ours</em>" in KINDS["footer"].read(stored).html


def test_utc_comes_first_and_places_follow() -> None:
    zones = time_zones()

    assert zones[0] == "UTC"
    assert list(zones[1:]) == sorted(zones[1:])
    assert "Asia/Tokyo" in zones
