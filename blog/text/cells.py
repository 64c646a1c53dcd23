"""Text for programs that take some of it for orders: spreadsheets and terminals."""

FORMULA_BEGINS = tuple("=+-@\t\r＝＋－＠")


def harmless_cell(value: str) -> str:
    """A spreadsheet takes a cell that begins like a formula for one, unless an apostrophe stands before it."""
    return f"'{value}" if value.startswith(FORMULA_BEGINS) or value.lstrip()[:1] in FORMULA_BEGINS else value


def printable(text: str) -> str:
    """Text for a terminal: what would steer it is shown as a mark."""
    return "".join(char if char.isprintable() or char in "\n\t" else "�" for char in text)
