"""Numbers in addresses."""

from werkzeug.routing import IntegerConverter, Map


class WholeNumber(IntegerConverter):
    """`<int:…>` in our addresses: ASCII digits, and never more than a database can hold."""

    regex = "[0-9]{1,18}"


class Digits(IntegerConverter):
    """`<digits(4):year>`: exactly so many ASCII digits, for the name of a page may be a shorter or longer number."""

    def __init__(self, rules: Map, count: int) -> None:
        self.regex = f"[0-9]{{{count}}}"
        super().__init__(rules, fixed_digits=count)


def parse_number(text: str) -> int | None:
    """A positive whole number that a database can hold, else None."""
    is_number = text.isascii() and text.isdigit() and len(text) < 19
    return int(text) if is_number and int(text) > 0 else None
