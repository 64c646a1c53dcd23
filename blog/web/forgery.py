"""Changes that another site made a browser ask for."""

from urllib.parse import urlsplit

from flask import Request, request

from blog.errors import N_, NotAllowed
from blog.web.engine import engine

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class Forged(NotAllowed):
    default = N_(
        "This did not come from a page of this site, so nothing was done. If it was you, please send it again."
    )


def refuse_forged() -> None:
    """Before each request: refuse a change that another site caused. Raises Forged."""
    if request.method not in SAFE_METHODS and _is_from_elsewhere(request):
        raise Forged


def _is_from_elsewhere(request: Request) -> bool:
    """The browser's own word decides; where it says nothing, the origin; where there is neither, it is no browser."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is not None and _host_and_port(origin) not in _own_hosts(request)


def _own_hosts(request: Request) -> set[tuple[str, int]]:
    own = (f"{request.scheme}://{request.host}", engine().settings.site_url)
    return {place for place in map(_host_and_port, own) if place}


def _host_and_port(url: str) -> tuple[str, int] | None:
    try:
        parts = urlsplit(url)
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    except ValueError:
        return None
    return (parts.hostname, port) if parts.hostname and port else None
