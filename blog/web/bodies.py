"""The size of what is sent, known before anyone reads it."""

from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class MeasuredBodies:
    """Reads a body that came in chunks, without a length, up to one byte more than may be, and gives it its length.

    What is too long is then refused as anything else of that length.
    """

    def __init__(self, application: Application, largest: int) -> None:
        self._application = application
        self._largest = largest

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if "chunked" in environ.get("HTTP_TRANSFER_ENCODING", "").lower() and not environ.get("CONTENT_LENGTH"):
            del environ["HTTP_TRANSFER_ENCODING"]
            body = environ["wsgi.input"].read(self._largest + 1)
            environ["wsgi.input"], environ["CONTENT_LENGTH"] = BytesIO(body), str(len(body))
        return self._application(environ, start_response)
