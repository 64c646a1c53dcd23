"""Pictures in posts: figures, galleries, and the smaller copies that browsers choose from."""

import re
from itertools import pairwise

import pytest

from blog.text.markdown.figures import MOST_WITH_COPIES
from blog.text.markup import RemovalRule
from blog.text.pictures import Picture, widths_of
from blog.text.policy import AUTHORS
from blog.text.render import render_post
from blog.text.sanitize import sanitize
from tests.corpora import judge

STEM = "0123456789abcdef" * 2
ADDRESS = f"/media/{STEM}.jpg"
LARGE = {ADDRESS: Picture(4000, 3000, widths_of(4000))}


def post(text: str, pictures: dict[str, Picture] | None = None) -> str:
    rendered = render_post(text, LARGE if pictures is None else pictures)
    assert rendered.removals == ()
    assert judge.complaints(rendered.html, judge.AUTHORS) == []
    again = sanitize(rendered.html, AUTHORS)
    assert (again.html, again.removals) == (rendered.html, ())
    return str(rendered.html).strip()


def test_a_stored_picture_comes_with_its_size_and_its_smaller_copies() -> None:
    sizes = "(min-width: 36rem) 18.5rem, 94vw"
    avif = ", ".join(f"/media/{STEM}-{width}.avif {width}w" for width in (320, 480, 640, 960))
    webp = ", ".join(f"/media/{STEM}-{width}.webp {width}w" for width in (320, 480, 640, 960, 1280, 1920))

    assert post(f'![a *b*]({ADDRESS} "c"){{.left}}') == (
        f'<figure class="float-start"><picture>'
        f'<source type="image/avif" srcset="{avif}" sizes="{sizes}">'
        f'<source type="image/webp" srcset="{webp}" sizes="{sizes}">'
        f'<img src="{ADDRESS}" alt="a b" loading="eager" width="4000" height="3000" decoding="async">'
        f"</picture><figcaption>c</figcaption></figure>"
    )


def test_where_a_picture_is_wide_a_sharp_screen_is_offered_more_than_the_widest_avif() -> None:
    html = post(f"![a]({ADDRESS}){{.wide}}")

    assert 'type="image/avif" media="(max-width: 30rem), (max-resolution: 1.3dppx)"' in html
    assert html.count("media=") == 1


def test_a_picture_without_copies_has_its_size_only() -> None:
    small = {ADDRESS: Picture(200, 100, widths_of(200))}

    assert post(f"![a]({ADDRESS})", small) == (
        f'<figure class="float-end"><img src="{ADDRESS}" alt="a" loading="eager" width="200" height="100"'
        f' decoding="async"></figure>'
    )


def test_no_copy_is_wider_than_the_picture() -> None:
    assert widths_of(319) == ()
    assert widths_of(1000) == (320, 480, 640, 960)
    assert widths_of(5000)[-1] == 1920


def test_an_unknown_picture_stays_as_it_was_written() -> None:
    assert "<picture>" not in post(f"![a]({ADDRESS})", {})


def test_the_first_picture_is_wanted_at_once_and_the_others_late() -> None:
    html = post(f"x ![a]({ADDRESS}) y\n\n![b]({ADDRESS})\n\n![c](/static/c.svg)")

    assert re.findall('loading="([a-z]+)"', html) == ["eager", "lazy", "lazy"]


def test_several_pictures_in_one_paragraph_are_a_gallery() -> None:
    html = post(f'![a]({ADDRESS} "one") ![b](/static/b.svg)\n[![c]({ADDRESS})](/c/)')

    assert html.startswith('<div class="gallery"><figure><picture>')
    assert html.endswith("</picture></a></figure></div>")
    assert html.count("<figure>") == 3
    assert "<figcaption>one</figcaption></figure><figure><img" in html
    assert "</figure><figure><a" in html
    assert 'sizes="(min-width: 36rem) 20rem, 94vw"' in html


def test_a_gallery_may_be_wide() -> None:
    assert post("![a](/a.svg) ![b](/b.svg) {.wide}").startswith('<div class="gallery wide">')


def test_pictures_among_words_are_no_gallery() -> None:
    html = post(f"![a]({ADDRESS}) and ![b]({ADDRESS})")

    assert html.startswith("<p><picture>")
    assert "gallery" not in html


@pytest.mark.parametrize(
    "written",
    [
        '<source srcset="/media/a.webp 320w">',
        f'<source srcset="//evil.example/media/{STEM}-320.webp 320w">',
        f'<source srcset="/media/{STEM}-320.webp 320w, https://evil.example/a.webp 640w">',
        f'<source srcset="/media/{STEM}-320.webp 320w" type="text/html">',
        f'<source srcset="/media/{STEM}-320.webp 320w" onerror="alert(1)">',
        '<source src="/a.mp4">',
        "<source>",
    ],
)
def test_what_the_renderer_would_not_write_an_author_can_not_write_either(written: str) -> None:
    rendered = render_post(f"<picture>{written}<img src=/a.svg alt=a></picture>")

    assert judge.complaints(rendered.html, judge.AUTHORS) == []
    assert "evil" not in rendered.html
    assert rendered.removals
    assert RemovalRule.SECOND_PASS not in {removal.rule for removal in rendered.removals}


def test_a_source_outside_a_picture_is_taken_away() -> None:
    rendered = render_post(f'<p><source srcset="/media/{STEM}-320.webp 320w">a</p>')

    assert "source" not in rendered.html
    assert [removal.rule for removal in rendered.removals] == ["misplaced"]


def test_hundreds_of_pictures_do_not_make_a_page_of_megabytes() -> None:
    rendered = render_post(f"![a]({ADDRESS}) " * 400, LARGE)

    assert not rendered.is_plain
    assert rendered.html.count("<img") == 400
    assert rendered.html.count("<picture>") == MOST_WITH_COPIES


def test_every_place_names_its_widths_in_order() -> None:
    html = post(f"![a]({ADDRESS})")

    for srcset in re.findall('srcset="([^"]*)"', html):
        widths = [int(width) for width in re.findall(r" (\d+)w", srcset)]
        assert all(one < other for one, other in pairwise(widths))
