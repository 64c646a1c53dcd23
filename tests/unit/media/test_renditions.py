"""Smaller copies and cards."""

from io import BytesIO

import pytest
from PIL import Image, ImageCms

from blog.media.renditions import card_name, card_size, make_renditions, plans_for
from blog.text.pictures import WIDE as WIDE_PLACE
from blog.text.pictures import Picture, sources_of, widths_of

STEM = "ab" * 16
CENTRE = (0.5, 0.5)


def thirds(size: tuple[int, int] = (1500, 500)) -> bytes:
    """Red, green and blue from left to right."""
    image = Image.new("RGB", size)
    for number, colour in enumerate(("red", "lime", "blue")):
        image.paste(colour, (number * size[0] // 3, 0, (number + 1) * size[0] // 3, size[1]))
    target = BytesIO()
    image.save(target, "PNG")
    return target.getvalue()


def test_every_copy_has_the_size_and_format_that_its_name_says() -> None:
    plans = plans_for(STEM, (1500, 500), is_animated=False)
    made = {each.plan.name: Image.open(BytesIO(each.content)) for each in make_renditions(thirds(), plans, CENTRE)}

    names = [f"{STEM}-{width}.{kind}" for width in (320, 480, 640, 960) for kind in ("avif", "webp")]
    assert set(made) == {*names, f"{STEM}-1280.webp", f"{STEM}-card-50x50.jpg"}
    for plan in plans:
        assert made[plan.name].size == (plan.width, plan.height)
        assert made[plan.name].format == plan.format.value.upper()
    assert made[f"{STEM}-320.webp"].size == (320, 107)


def test_the_copies_are_those_that_a_page_names() -> None:
    picture = Picture(2500, 1000, widths_of(2500))
    named = {
        candidate.split()[0].removeprefix("/media/")
        for source in sources_of(f"/media/{STEM}.jpg", picture, WIDE_PLACE)
        for candidate in source.srcset.split(", ")
    }

    assert named == {plan.name for plan in plans_for(STEM, (2500, 1000), is_animated=False) if not plan.is_card}


@pytest.mark.parametrize("size", [(319, 900), (1, 1), (50_000, 1)])
def test_no_copy_is_larger_than_the_picture(size: tuple[int, int]) -> None:
    plans = plans_for(STEM, size, is_animated=False)

    assert all(plan.width <= size[0] and plan.height <= max(size[1], 1) for plan in plans)
    assert bool(plans[1:]) is (size[0] >= 320)


def test_a_picture_that_moves_has_a_card_only() -> None:
    assert [plan.is_card for plan in plans_for(STEM, (2000, 2000), is_animated=True)] == [True]


@pytest.mark.parametrize(("focus", "colour"), [((0.0, 0.5), 0), ((0.5, 0.5), 1), ((1.0, 0.5), 2)])
def test_a_card_keeps_what_matters_most(focus: tuple[float, float], colour: int) -> None:
    [card] = plans_for(STEM, (3000, 200), is_animated=True, focus=focus)
    [made] = make_renditions(thirds((3000, 200)), [card], focus)

    image = Image.open(BytesIO(made.content)).convert("RGB")
    assert image.size == card_size((3000, 200)) == (381, 200)
    pixel = image.getpixel((190, 100))
    assert isinstance(pixel, tuple)
    assert max(range(3), key=lambda band: pixel[band]) == colour


def test_a_card_of_a_large_picture_has_the_size_that_other_sites_ask_for() -> None:
    assert card_size((4000, 3000)) == (1200, 630)
    assert card_name(STEM, (0.123, 1.0)) == f"{STEM}-card-12x100.jpg"


def test_what_is_clear_stays_clear_and_on_a_card_is_white() -> None:
    target = BytesIO()
    Image.new("RGBA", (400, 400), (0, 0, 0, 0)).save(target, "PNG")
    plans = plans_for(STEM, (400, 400), is_animated=False)
    made = {
        each.plan.is_card: Image.open(BytesIO(each.content))
        for each in make_renditions(target.getvalue(), plans, CENTRE)
    }

    assert made[False].convert("RGBA").getpixel((100, 100))[3] == 0  # type: ignore[index]
    assert made[True].convert("RGB").getpixel((100, 100)) == (255, 255, 255)


def test_colours_are_told_in_the_way_that_every_screen_knows() -> None:
    target = BytesIO()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    Image.new("RGB", (400, 400), "red").save(target, "PNG", icc_profile=profile)
    plans = plans_for(STEM, (400, 400), is_animated=False)

    for made in make_renditions(target.getvalue(), plans, CENTRE):
        image = Image.open(BytesIO(made.content))
        assert "icc_profile" not in image.info
        assert image.convert("RGB").getpixel((50, 50))[0] > 240  # type: ignore[index]
