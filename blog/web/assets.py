"""Our own style sheets, scripts and pictures, under addresses that change with their content."""

import hashlib
from functools import lru_cache
from pathlib import Path

from flask import Flask, current_app, request, url_for
from werkzeug.wrappers import Response

from blog.accounts.guards import open_to_anyone

FOR_A_YEAR = "public, max-age=31536000, immutable"


def install(app: Flask) -> None:
    folder = Path(app.static_folder or "")
    open_to_anyone(app.view_functions["static"])
    app.jinja_env.globals["asset"] = lambda name: url_for("static", filename=name, v=_version(folder / name))
    app.after_request(_say_how_long_it_keeps)


@lru_cache
def _version(path: Path) -> str:
    return hashlib.blake2b(path.read_bytes(), digest_size=6).hexdigest()


def _say_how_long_it_keeps(response: Response) -> Response:
    """With a version in its address it never changes; without one it is asked for again."""
    if request.endpoint == "static" and response.status_code in (200, 304):
        _read_whole(response)
        response.headers["Cache-Control"] = FOR_A_YEAR if _is_of_this_version() else "public, no-cache"
        response.vary.add("Accept-Encoding")
    return response


def _is_of_this_version() -> bool:
    """Whether the version in the address is that of the file. Amid a deployment it may be of the one to come."""
    path = Path(current_app.static_folder or "") / (request.view_args or {}).get("filename", "")
    return path.is_file() and request.args.get("v") == _version(path)


def _read_whole(response: Response) -> None:
    """Our files are small; what is compressed while it is read would never be closed."""
    response.direct_passthrough = False
    response.make_sequence()
