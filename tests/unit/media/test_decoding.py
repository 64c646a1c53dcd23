"""What is taken as a picture, and what is left of it."""

import struct
import tracemalloc
import zlib
from io import BytesIO

import pytest
from PIL import Image, ImageCms

from blog.media import decoding
from blog.media.decoding import DecodedPicture, NoPicture, decode
from blog.media.formats import PictureFormat, names_in, parse_name
from blog.media.uploads import display_name
from tests.factories import a_picture

KINDS = ["PNG", "JPEG", "GIF", "WEBP", "AVIF"]
SECRET = b"51.5007N Ada Lovelace Camera-9000"


def opened(picture: DecodedPicture) -> Image.Image:
    return Image.open(BytesIO(picture.content))


def private_exif(orientation: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = exif[0x013B] = exif[0x8298] = SECRET.decode()
    exif.get_ifd(0x8825)[29] = SECRET.decode()
    return exif


def half_and_half() -> Image.Image:
    """40 wide, 20 high: the left half is red, the right one blue."""
    image = Image.new("RGB", (40, 20), "red")
    image.paste("blue", (20, 0, 40, 20))
    return image


def saved(image: Image.Image, kind: str, **how: object) -> bytes:
    target = BytesIO()
    image.save(target, kind, **how)
    return target.getvalue()


def png_header(width: int, height: int) -> bytes:
    """A PNG that promises so many pixels and holds none."""
    data = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    chunk = b"IHDR" + data
    body = b"IDAT" + zlib.compress(b"")
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            struct.pack(">I", len(data)) + chunk + struct.pack(">I", zlib.crc32(chunk)),
            struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body)),
        )
    )


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_taken_under_a_name_of_its_hash(kind: str) -> None:
    picture = decode(a_picture((40, 30), kind=kind))

    assert (picture.format.value.upper(), picture.width, picture.height) == (kind, 40, 30)
    assert opened(picture).format == kind
    parsed = parse_name(picture.name)
    assert parsed
    assert (parsed.stem, parsed.is_original) == (picture.hash[:32], True)
    assert parsed.format.content_type == f"image/{kind.lower()}"


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_bytes_give_the_same_bytes(kind: str) -> None:
    upload = a_picture(kind=kind)

    assert decode(upload) == decode(upload)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "AVIF"])
@pytest.mark.parametrize("orientation", [1, 6])
def test_place_name_and_device_are_removed(kind: str, orientation: int) -> None:
    upload = saved(half_and_half(), kind, exif=private_exif(orientation), xmp=b"<x>" + SECRET + b"</x>")
    assert SECRET in upload

    picture = decode(upload)

    assert SECRET not in picture.content
    assert not dict(opened(picture).getexif())
    assert "xmp" not in opened(picture).info


def test_comments_and_what_stands_behind_the_picture_are_removed() -> None:
    gif = saved(half_and_half(), "GIF", comment=SECRET) + SECRET
    jpeg = saved(half_and_half(), "JPEG", comment=SECRET) + SECRET
    for upload in (gif, jpeg):
        assert SECRET in upload
        assert SECRET not in decode(upload).content
    webp = saved(half_and_half(), "WEBP")
    assert decode(webp + SECRET).content == decode(webp).content


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_the_orientation_is_applied(kind: str) -> None:
    picture = decode(saved(half_and_half(), kind, exif=private_exif(orientation=6)))

    assert (picture.width, picture.height) == (20, 40) == opened(picture).size
    red, blue = (opened(picture).convert("RGB").getpixel((10, y)) for y in (5, 35))
    assert red[0] > 200 > 60 > red[2]  # type: ignore[index]
    assert blue[2] > 200 > 60 > blue[0]  # type: ignore[index]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_the_colour_profile_stays(kind: str) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

    assert opened(decode(saved(half_and_half(), kind, icc_profile=profile))).info["icc_profile"] == profile


def test_what_only_calls_itself_a_colour_profile_does_not_stay() -> None:
    assert SECRET not in decode(saved(half_and_half(), "JPEG", icc_profile=SECRET * 20)).content


def test_transparency_stays() -> None:
    clear = Image.new("RGBA", (8, 8), (255, 0, 0, 0))
    for kind in ("PNG", "WEBP", "AVIF"):
        assert opened(decode(saved(clear, kind))).convert("RGBA").getpixel((4, 4))[3] == 0  # type: ignore[index]


def test_a_jpeg_for_print_is_turned_into_colours_of_a_screen() -> None:
    assert opened(decode(saved(Image.new("CMYK", (8, 8), (0, 255, 255, 0)), "JPEG"))).mode == "RGB"


@pytest.mark.parametrize("kind", ["GIF", "WEBP"])
def test_an_animation_stays_as_it_moves(kind: str) -> None:
    frames = [Image.new("RGB", (16, 16), colour) for colour in ("red", "green", "blue")]
    upload = saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=80, loop=0)

    picture = decode(upload)

    assert picture.is_animated
    kept = opened(picture)
    assert (kept.n_frames, kept.info["loop"]) == (3, 0)  # type: ignore[attr-defined]
    for number in range(3):
        kept.seek(number)
        kept.load()
    assert kept.info["duration"] == 80


@pytest.mark.parametrize("kind", ["PNG", "AVIF"])
def test_other_animations_are_refused_in_words(kind: str) -> None:
    frames = [Image.new("RGB", (16, 16), colour) for colour in ("red", "green")]

    with pytest.raises(NoPicture, match="moves"):
        decode(saved(frames[0], kind, save_all=True, append_images=frames[1:]))


def test_an_animation_of_too_many_pictures_is_refused_before_they_are_decoded() -> None:
    gif = saved(Image.new("P", (4000, 4000)), "GIF")
    head, frame = gif[: gif.index(b"\x2c\0\0\0\0")], gif[gif.index(b"\x2c\0\0\0\0") : -1]

    with pytest.raises(NoPicture, match="too many"):
        decode(head + frame * 40 + b";")


def test_an_animation_that_grows_is_refused_for_the_size_that_it_comes_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "MOST_PIXELS_OF_ALL_FRAMES", 40_000)
    small, large = (saved(Image.new("P", size), "GIF") for size in ((1, 1), (100, 100)))
    frame = large[large.index(b"\x2c\0\0\0\0") : -1]

    decode(small[:-1] + frame * 3 + b";")
    with pytest.raises(NoPicture, match="too many"):
        decode(small[:-1] + frame * 4 + b";")


@pytest.mark.parametrize(
    ("upload", "words"),
    [
        (b"", "empty"),
        (b"GIF89a<script>alert(1)</script>", "no picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "no picture"),
        (b"<!doctype html><title>a</title>", "no picture"),
        (b"%PDF-1.7", "no picture"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "HEIC"),
        (a_picture(kind="BMP"), "no picture"),
        (a_picture(kind="TIFF"), "no picture"),
        (a_picture(kind="ICO"), "no picture"),
        (png_header(30_000, 30_000), "50 million"),
        (png_header(2**31 - 1, 2**31 - 1), "50 million"),
        (png_header(7_072, 7_072), "50 million"),
        (png_header(100, 100), "damaged"),
    ],
)
def test_what_is_no_picture_or_too_large_is_refused_in_words(upload: bytes, words: str) -> None:
    with pytest.raises(NoPicture, match=words) as refused:
        decode(upload)
    assert refused.value.status == 422


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_that_is_not_whole_is_refused(kind: str) -> None:
    upload = saved(Image.effect_noise((200, 200), 80).convert("RGB"), kind)
    for length in (len(upload) // 2, len(upload) - 40):
        with pytest.raises(NoPicture, match=r"damaged|no picture"):
            decode(upload[:length])


def test_a_file_of_more_bytes_than_are_taken_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "MOST_BYTES", decoding.MIB)

    with pytest.raises(NoPicture, match="larger than 1 MiB"):
        decode(bytes(decoding.MIB + 1))


def test_a_bomb_is_refused_without_the_memory_that_it_asks_for() -> None:
    bomb = saved(Image.new("1", (30_000, 30_000)), "PNG")
    tracemalloc.start()
    try:
        with pytest.raises(NoPicture, match="50 million"):
            decode(bomb)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("hip.png", "hip.png"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("C:\\pictures\\hip joint.jpg", "hip joint.jpg"),
        ("\u202egnp.exe", "gnp.exe"),
        ("a\r\nb.png", "a b.png"),
        ("a.p\u200bng", "a.png"),
        ("x" * 300 + ".png", "x" * 100),
        ("  ", ""),
        ("/", ""),
        ("Hüfte.png", "Hüfte.png"),
    ],
)
def test_the_name_of_a_file_is_cleaned_for_people(sent: str, shown: str) -> None:
    assert display_name(sent) == shown


@pytest.mark.parametrize(
    "name",
    [
        "a.png",
        "../a",
        f"{'a' * 32}.svg",
        f"{'a' * 32}.JPG",
        f"{'a' * 32}-32.webp",
        f"{'A' * 32}.png",
        f"{'a' * 32}.png\n",
    ],
)
def test_a_name_that_was_never_made_here_is_none(name: str) -> None:
    assert parse_name(name) is None


def test_the_names_in_a_text_are_found_once_each() -> None:
    one, other = f"{'a' * 32}.jpg", f"{'b' * 32}.avif"
    text = f'![x](/media/{one} "c") ![y](/media/{other}) /media/{one} /media/{"a" * 32}-320.webp /media/{one}x'

    assert names_in(text) == (one, other)
    assert PictureFormat.JPEG.extension == "jpg"
