"""Readers over real HTTP: each reads a form once, and sends replies as long as it takes until they are answered."""

import http.client
import random
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

from tests.visitor import find_form

PAGE = "/2026/04/anatomy-spotlight-psoas/"
NOT_ANSWERED = (OSError, http.client.HTTPException)


@dataclass
class Answer:
    status: int
    location: str
    body: str


@dataclass
class Reader:
    """One connection, kept alive, opened anew when it breaks."""

    port: int
    page: str = PAGE
    stamp: str = ""
    broken: int = 0
    connection: http.client.HTTPConnection | None = field(default=None, repr=False)

    def read_form(self) -> "Reader":
        self.stamp = find_form(self.ask("GET", self.page).body, "commentform").fields["stamp"]
        return self

    def send(self, text: str, name: str = "Rhea Reader") -> Answer:
        fields = {"author": name, "email": "rhea@example.net", "comment": text, "stamp": self.stamp}
        return self.ask("POST", self.page, urlencode(fields))

    def send_until_answered(self, text: str, patience: float = 40) -> Answer:
        """As a person does: press the button again until there is an answer."""
        ends = time.monotonic() + patience
        while True:
            try:
                return self.send(text)
            except NOT_ANSWERED:
                self.broken += 1
                if time.monotonic() > ends:
                    raise
                time.sleep(random.uniform(0.05, 0.2))

    def ask(self, method: str, path: str, body: str = "") -> Answer:
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        try:
            self.connection.request(method, path, body or None, headers)
            response = self.connection.getresponse()
            return Answer(response.status, response.getheader("Location", ""), response.read().decode())
        except NOT_ANSWERED:
            self.close()
            raise

    def close(self) -> None:
        if self.connection:
            self.connection.close()
        self.connection = None
