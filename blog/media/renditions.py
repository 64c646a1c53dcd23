"""Smaller copies of a picture, and its crop for the cards of other sites. Pure: bytes in, bytes out."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image, ImageCms

from blog.media.formats import PictureFormat
from blog.text.pictures import WIDEST_AVIF, widths_of

CARD = (1200, 630)  # pixels, what sites that show cards of posts ask for
_QUALITY: dict[PictureFormat, dict[str, Any]] = {
    PictureFormat.WEBP: {"quality": 80, "method": 4},
    PictureFormat.AVIF: {"quality": 60, "speed": 8, "max_threads": 1},
    PictureFormat.JPEG: {"quality": 84, "optimize": True, "progressive": True},
}


@dataclass(frozen=True)
class Plan:
    """One rendition to be made. `is_card` crops around the focal point, all others keep the whole picture."""

    name: str
    format: PictureFormat
    width: int
    height: int
    is_card: bool = False


@dataclass(frozen=True)
class Made:
    plan: Plan
    content: bytes


def plans_for(
    stem: str, size: tuple[int, int], is_animated: bool, focus: tuple[float, float] = (0.5, 0.5)
) -> list[Plan]:
    """All renditions of a picture, none larger than it, the widest first. One that moves has a card only."""
    width, height = size
    plans = []
    for each in reversed(() if is_animated else widths_of(width)):
        formats = (PictureFormat.WEBP, PictureFormat.AVIF) if each <= WIDEST_AVIF else (PictureFormat.WEBP,)
        scaled = max(1, round(height * each / width))
        plans += [Plan(f"{stem}-{each}.{kind.extension}", kind, each, scaled) for kind in formats]
    return [_card(stem, size, focus), *plans]


def card_name(stem: str, focus: tuple[float, float]) -> str:
    """The focal point is part of the name, for a name never stands for other bytes."""
    return f"{stem}-card-{round(focus[0] * 100)}x{round(focus[1] * 100)}.{PictureFormat.JPEG.extension}"


def card_size(size: tuple[int, int]) -> tuple[int, int]:
    """1200 × 630, or the largest of that shape that the picture holds."""
    scale = min(1.0, size[0] / CARD[0], size[1] / CARD[1])
    return max(1, round(CARD[0] * scale)), max(1, round(CARD[1] * scale))


def make_renditions(content: bytes, plans: list[Plan], focus: tuple[float, float]) -> Iterator[Made]:
    """Each of these, made from one decoding; each width from the next wider, which is quicker and looks the same."""
    if not plans:
        return
    image = _in_srgb(Image.open(BytesIO(content), formats=[each.value.upper() for each in PictureFormat]))
    for plan in sorted(plans, key=lambda plan: (not plan.is_card, -plan.width)):
        if plan.is_card:
            yield Made(plan, _encoded(_cropped(image, plan, focus), plan.format))
            continue
        if image.size != (plan.width, plan.height):
            image = image.resize((plan.width, plan.height), Image.Resampling.LANCZOS, reducing_gap=3.0)
        yield Made(plan, _encoded(image, plan.format))


def _card(stem: str, size: tuple[int, int], focus: tuple[float, float]) -> Plan:
    return Plan(card_name(stem, focus), PictureFormat.JPEG, *card_size(size), is_card=True)


def _in_srgb(image: Image.Image) -> Image.Image:
    """In the colours that every screen knows, so that no rendition needs a profile."""
    has_alpha = image.has_transparency_data
    profile = image.info.get("icc_profile")
    pixels = image.convert("RGBA" if has_alpha else "RGB")
    if profile and image.mode in ("RGB", "RGBA", "P"):
        pixels = _converted(pixels, profile)
    pixels.info = {}
    return pixels


def _converted(pixels: Image.Image, profile: bytes) -> Image.Image:
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        return ImageCms.profileToProfile(pixels, source, ImageCms.createProfile("sRGB")) or pixels
    except (ImageCms.PyCMSError, OSError):
        return pixels


def _cropped(image: Image.Image, plan: Plan, focus: tuple[float, float]) -> Image.Image:
    """The largest part of the card's shape, as near to the focal point as the edges let it."""
    scale = min(image.width / plan.width, image.height / plan.height)
    width, height = plan.width * scale, plan.height * scale
    left = min(max(focus[0] * image.width - width / 2, 0), image.width - width)
    top = min(max(focus[1] * image.height - height / 2, 0), image.height - height)
    box = (left, top, left + width, top + height)
    card = image.resize((plan.width, plan.height), Image.Resampling.LANCZOS, box=box, reducing_gap=3.0)
    return _on_white(card)


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image
    sheet = Image.new("RGB", image.size, "white")
    sheet.paste(image, mask=image.getchannel("A"))
    return sheet


def _encoded(image: Image.Image, kind: PictureFormat) -> bytes:
    target = BytesIO()
    image.save(target, format=kind.value.upper(), **_QUALITY[kind])
    return target.getvalue()
