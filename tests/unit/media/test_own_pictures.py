"""The drawings that come with the application know their sizes."""

from blog.media.own_pictures import FOLDER, own_pictures_in
from blog.text.render import render_post

PSOAS = "/static/pictures/psoas.svg"


def test_each_has_a_size() -> None:
    names = [path.name for path in FOLDER.glob("*.svg")]
    found = own_pictures_in(" ".join(f"/static/pictures/{name}" for name in names))

    assert len(found) == len(names) >= 2
    assert all(picture.width > 100 < picture.height and picture.widths == () for picture in found.values())


def test_a_name_that_is_not_there_is_none() -> None:
    assert own_pictures_in("/static/pictures/../../config.svg /static/pictures/no-such.svg") == {}


def test_a_post_tells_the_browser_the_size_before_the_picture_comes() -> None:
    size = own_pictures_in(PSOAS)[PSOAS]
    html = str(render_post(f'![A muscle]({PSOAS} "From the front")', own_pictures_in(PSOAS)).html)

    assert f'width="{size.width}" height="{size.height}"' in html
    assert "<source" not in html
