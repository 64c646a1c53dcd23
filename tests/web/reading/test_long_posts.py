import re

from flask import Flask

from tests.factories import Cast, make_post
from tests.visitor import Visitor

LONG = "".join(f"## Part {number}\n\n### Of it\n\n{'word ' * 250}\n\n" for number in range(1, 5))


def page_of(app: Flask, cast: Cast, body: str) -> str:
    with app.app_context():
        post = make_post(cast, title="Long", body=body)
        path = f"/{post.year}/{post.month:02}/long/"
    return Visitor(app).get(path).text


def test_the_table_of_contents_of_a_long_post_leads_to_its_headings(app: Flask, cast: Cast) -> None:
    page = page_of(app, cast, LONG)
    [contents] = re.findall('<nav class="contents".*?</nav>', page, re.DOTALL)
    ways = re.findall(r'href="#(h-[^"]*)"', contents)
    assert ways == re.findall(r'<h[23] id="(h-[^"]*)"', page)
    assert len(ways) == 8


def test_a_short_post_has_no_table_of_contents(app: Flask, cast: Cast) -> None:
    assert 'class="contents"' not in page_of(app, cast, LONG.replace("word ", ""))


def test_the_outline_is_kept_with_the_revision(app: Flask, cast: Cast) -> None:
    with app.app_context():
        post = make_post(cast, body="## One *b*")
        assert post.head.outline == [{"level": 2, "id": "h-one-b", "text": "One b"}]
