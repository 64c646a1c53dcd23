"""Numbers in addresses."""

from werkzeug.routing import IntegerConverter


class WholeNumber(IntegerConverter):
    """`<int:…>` in our addresses: ASCII digits, and never more than a database can hold."""

    regex = "[0-9]{1,18}"


def parse_number(text: str) -> int | None:
    """A positive whole number that a database can hold, else None."""
    is_number = text.isascii() and text.isdigit() and len(text) < 19
    return int(text) if is_number and int(text) > 0 else None
