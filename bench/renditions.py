"""A photograph of twelve megapixels becomes all the copies that pages need; the worker does it, and nobody waits."""

import time
from io import BytesIO

from PIL import Image

from blog.media.renditions import Made, Plan, make_renditions, plans_for

LARGE, SMALL = (4000, 3000), (800, 600)
CENTRE = (0.5, 0.5)


def measure(size: tuple[int, int] = LARGE) -> list[str]:
    photograph = _photograph(size)
    plans = plans_for("0" * 32, size, is_animated=False)
    whole, made = _seconds(photograph, plans)
    widest = [plan for plan in plans if plan.width == max(each.width for each in plans if not each.is_card)][:1]
    one, _ = _seconds(photograph, widest)
    sent = sum(len(each.content) for each in made) / 1024
    return [
        f"{len(made)} copies of {size[0] * size[1] / 1e6:.1f} megapixels: {whole:6.2f} s, {sent:.0f} kB in all",
        f"all copies against the widest alone: {whole / one:.1f} times",
    ]


def _seconds(photograph: bytes, plans: list[Plan]) -> tuple[float, list[Made]]:
    started = time.process_time()
    made = list(make_renditions(photograph, plans, CENTRE))
    return time.process_time() - started, made


def _photograph(size: tuple[int, int]) -> bytes:
    """Soft shapes with grain, as cameras make them; a plain colour would compress to nothing."""
    soft = Image.effect_mandelbrot((400, 300), (-2.0, -1.2, 1.0, 1.2), 60).resize(size, Image.Resampling.BICUBIC)
    grain = Image.effect_noise(size, 24)
    picture = Image.merge("RGB", (soft, Image.blend(soft, grain, 0.3), grain))
    buffer = BytesIO()
    picture.save(buffer, "JPEG", quality=90)
    return buffer.getvalue()
