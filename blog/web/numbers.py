"""Numbers in addresses."""


def parse_number(text: str) -> int | None:
    """A positive whole number that a database can hold, else None."""
    is_number = text.isascii() and text.isdigit() and len(text) < 19
    return int(text) if is_number and int(text) > 0 else None
