"""What was sent, decoded: only that shows whether it is a picture, and leaves behind what is none.

The format is what the decoder finds, whatever the file is called. The size that the header tells is looked at first,
so nothing that would not fit is ever decoded. Places, names and devices are removed with all other metadata, the
orientation is applied, and the colour profile stays. JPEG, PNG and AVIF are encoded anew from their pixels; of GIF and
WebP, which may move, all blocks are dropped that are not needed to show them.
"""

import hashlib
import threading
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image, ImageCms, ImageOps, JpegImagePlugin

from blog.errors import N_, Refused
from blog.media.formats import PictureFormat, name_of
from blog.media.stripping import strip_gif, strip_webp

MIB = 1024 * 1024
MOST_BYTES = 25 * MIB
MOST_PIXELS = 50_000_000
MOST_FRAMES, MOST_PIXELS_OF_ALL_FRAMES = 1_000, 250_000_000
LARGEST_PROFILE = 256 * 1024  # bytes

Image.MAX_IMAGE_PIXELS = MOST_PIXELS

_DECODERS = [each.value.upper() for each in PictureFormat]
_FORMATS = {each.value.upper(): each for each in PictureFormat} | {"MPO": PictureFormat.JPEG}  # several JPEGs in one
_KEPT_OF_INFO = ("transparency", "icc_profile")
_HEIC = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc")
_one_at_a_time = threading.Lock()  # one large picture in the memory of a process is enough

TOO_LARGE = N_("This file is larger than %(limit)d MiB. Make the picture smaller, or save it with less quality.")
TOO_MANY_PIXELS = N_("This picture has more than %(limit)d million pixels. Make it smaller and upload it again.")
NO_PICTURE = N_("This is no picture in PNG, JPEG, GIF, WebP or AVIF, whatever its name says.")
EMPTY = N_("This file is empty.")
HEIC = N_("Browsers can't show HEIC pictures. Export it as JPEG and upload that.")
BROKEN = N_("This picture is damaged or not whole. Open it in a program for pictures, save it anew, and upload that.")
MOVES = N_("This picture moves, and that is taken in GIF and WebP only.")
MOVES_TOO_LONG = N_("This animation has too many pictures. Make it shorter or smaller.")


class NoPicture(Refused):
    """A file that can't be taken, with the reason in words for whoever sent it."""


@dataclass(frozen=True)
class DecodedPicture:
    """A picture as it will be stored. `upload_hash` is the SHA-256 of what was sent, `hash` that of `content`."""

    content: bytes
    hash: str
    upload_hash: str
    format: PictureFormat
    width: int
    height: int
    is_animated: bool

    @property
    def name(self) -> str:
        return name_of(self.hash, self.format)


def decode(upload: bytes) -> DecodedPicture:
    """The picture in these bytes, cleaned. Raises NoPicture."""
    if len(upload) > MOST_BYTES:
        raise NoPicture(TOO_LARGE, limit=MOST_BYTES // MIB)
    if not upload:
        raise NoPicture(EMPTY)
    with _one_at_a_time:
        image = _open(upload)
        try:
            kind = _FORMATS[image.format or ""]
            content, size, frames = _cleaned(image, kind, upload)
        except NoPicture:
            raise
        except Exception as error:  # decoders fail in many ways on what is made to break them
            raise NoPicture(BROKEN) from error
    return DecodedPicture(content, _sha256(content), _sha256(upload), kind, *size, is_animated=frames > 1)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _open(upload: bytes) -> Image.Image:
    """Only the header is read. Raises NoPicture for what is none, or has more pixels than are taken."""
    try:
        image = Image.open(BytesIO(upload), formats=_DECODERS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels() from None
    except Exception as error:
        raise NoPicture(HEIC if upload[4:12] in _HEIC else NO_PICTURE) from error
    if image.width * image.height > MOST_PIXELS:
        raise _too_many_pixels()
    return image


def _too_many_pixels() -> NoPicture:
    return NoPicture(TOO_MANY_PIXELS, limit=MOST_PIXELS // 1_000_000)


def _cleaned(image: Image.Image, kind: PictureFormat, upload: bytes) -> tuple[bytes, tuple[int, int], int]:
    """What is stored of it, its size as it is seen, and the number of its frames."""
    if kind in (PictureFormat.GIF, PictureFormat.WEBP):
        stripped = (strip_gif if kind is PictureFormat.GIF else strip_webp)(upload)
        _decode_frames(image, stripped.frames)
        if _orientation(image) == 1 or stripped.frames > 1:
            return stripped.content, image.size, stripped.frames
    elif getattr(image, "is_animated", False) and image.format != "MPO":
        raise NoPicture(MOVES)
    pixels = _upright(image)
    return _encoded(pixels, image, kind), pixels.size, 1


def _decode_frames(image: Image.Image, frames: int) -> None:
    """Every frame, so that a broken one is found; none when they are too many.

    Each of a GIF may be larger than the one before, so what is to come is reckoned anew before each.
    """
    if frames > MOST_FRAMES:
        raise NoPicture(MOVES_TOO_LONG)
    for number in range(frames):
        image.seek(number)
        if frames * image.width * image.height > MOST_PIXELS_OF_ALL_FRAMES:
            raise NoPicture(MOVES_TOO_LONG)
        image.load()
    image.seek(0)


def _orientation(image: Image.Image) -> int:
    return int(image.getexif().get(0x0112, 1))


def _upright(image: Image.Image) -> Image.Image:
    """Its pixels, turned as the camera said, and of all that came with them only what the colours need."""
    info: dict[str | tuple[int, int], Any] = {name: image.info[name] for name in _KEPT_OF_INFO if name in image.info}
    ImageOps.exif_transpose(image, in_place=True)  # a copy of fifty million pixels would be one too many
    pixels = image.convert("RGB") if image.mode in ("CMYK", "YCCK") else image
    pixels.info = info | {"icc_profile": _profile(info.get("icc_profile"), pixels.mode)}
    return pixels


def _profile(profile: bytes | None, mode: str) -> bytes | None:
    """The colour profile, if it is one, and of such pixels."""
    if not profile or len(profile) > LARGEST_PROFILE:
        return None
    try:
        space = ImageCms.ImageCmsProfile(BytesIO(profile)).profile.xcolor_space.strip()
    except (OSError, ValueError):
        return None
    return profile if (space == "GRAY") is (mode in ("1", "L", "LA", "I", "I;16")) and space != "CMYK" else None


def _encoded(pixels: Image.Image, source: Image.Image, kind: PictureFormat) -> bytes:
    target = BytesIO()
    pixels.save(target, format=kind.value.upper(), icc_profile=pixels.info["icc_profile"], **_quality(source, kind))
    return target.getvalue()


def _quality(source: Image.Image, kind: PictureFormat) -> dict[str, Any]:
    """As fine as it came: a JPEG with the very tables that it was made with."""
    if kind is PictureFormat.JPEG and isinstance(source, JpegImagePlugin.JpegImageFile):
        if source.mode in ("RGB", "L"):
            sampling = JpegImagePlugin.get_sampling(source)
            return {"qtables": source.quantization, "subsampling": max(sampling, 0)}
        return {"quality": 92}
    return {
        PictureFormat.WEBP: {"quality": 90},
        PictureFormat.AVIF: {"quality": 85, "speed": 10},
        PictureFormat.PNG: {"compress_level": 4},
    }.get(kind, {})
