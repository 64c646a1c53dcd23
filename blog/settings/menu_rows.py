"""The menu as rows of a form: a name, an address, and a place that is a number."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from blog.errors import N_, Refused
from blog.settings.keys import MenuEntry
from blog.settings.parsing import MOST_ENTRIES, parse_entry, parse_menu
from blog.text.plain import storable
from blog.web.error_pages import fill_in, sentence

NEW_ROWS = 2
LAST_PLACE = 99


class Problem(NamedTuple):
    """Why something was refused, and the field that it is about."""

    field: str
    message: str


@dataclass
class MenuRow:
    """One link, as typed. Its fields are called `menu-<number>-label` and so on; numbers count from 1."""

    number: int
    label: str = ""
    address: str = ""
    place: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not (self.label.strip() or self.address.strip())

    def id_of(self, name: str) -> str:
        return f"menu-{self.number}-{name}"

    @property
    def order(self) -> tuple[int, int, int]:
        """Where two want the same place, the one that came from below is put before, the one from above behind."""
        place = int(self.place) if self.place else LAST_PLACE + 1
        return place, (place > self.number) - (place < self.number), self.number


class MenuRows(list[MenuRow]):
    @classmethod
    def of_menu(cls, menu: tuple[MenuEntry, ...]) -> "MenuRows":
        """A row for each link, and empty ones for more."""
        rows = [MenuRow(number, each.label, each.address, str(number)) for number, each in enumerate(menu, start=1)]
        more = range(len(rows) + 1, min(len(rows) + NEW_ROWS, MOST_ENTRIES) + 1)
        return cls([*rows, *map(MenuRow, more)])

    @classmethod
    def of_form(cls, sent: Mapping[str, str]) -> "MenuRows":
        def typed(number: int, name: str) -> str:
            return storable(sent.get(f"menu-{number}-{name}", ""))

        def row(number: int) -> MenuRow:
            return MenuRow(number, typed(number, "label"), typed(number, "address"), typed(number, "place"))

        return cls(row(number) for number in range(1, MOST_ENTRIES + 1) if f"menu-{number}-label" in sent)

    def parse(self) -> tuple[MenuEntry, ...] | None:
        """The menu in its order; None when a row can't be taken, which then says why."""
        for row in self:
            row.place = row.place.strip()
            if not row.is_empty:
                _check(row)
        if self.problems:
            return None
        kept = sorted((row for row in self if not row.is_empty), key=lambda row: row.order)
        return parse_menu((row.label, row.address) for row in kept)

    @property
    def problems(self) -> list[Problem]:
        return [Problem(row.id_of(name), message) for row in self for name, message in row.errors.items()]


def _check(row: MenuRow) -> None:
    try:
        parse_entry(row.label, row.address)
    except Refused as refusal:
        row.errors[refusal.field or "label"] = sentence(refusal)
    is_number = row.place.isascii() and row.place.isdigit() and len(row.place) < 3
    if row.place and not (is_number and int(row.place) > 0):
        row.errors["place"] = fill_in(N_("Write a whole number from 1 to %(most)d."), {"most": LAST_PLACE})
