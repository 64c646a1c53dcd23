"""A browser of few words: it keeps cookies, reads a form from its page, and sends it with what was typed."""

from html.parser import HTMLParser

from flask import Flask
from werkzeug.test import TestResponse

from tests.factories import PASSWORD, email


class Visitor:
    """`get` and `post` go to the application; `submit` fills in a form that a page holds."""

    def __init__(self, app: Flask, **environ: str) -> None:
        self.client = app.test_client()
        self.environ = environ

    def get(self, path: str, /, **headers: str) -> TestResponse:
        return self.client.get(path, headers=headers, environ_overrides=self.environ, buffered=True)

    def post(self, path: str, data: object = None, /, **headers: str) -> TestResponse:
        return self.client.post(path, data=data, headers=headers, environ_overrides=self.environ)

    def submit(self, page: str, form: str, headers: dict[str, str] | None = None, /, **typed: str) -> TestResponse:
        """Send the form whose id or address is `form`, from the page at this address."""
        found = find_form(self.get(page).text, form)
        action = (found.action or page).partition("#")[0]
        data = {**found.fields, **typed}
        return self.client.post(action, data=data, headers=headers, environ_overrides=self.environ)

    def sign_in(self, name: str, password: str = PASSWORD) -> "Visitor":
        response = self.submit("/login", "sign-in", email=email(name), password=password)
        assert response.status_code == 303, response.status_code
        return self

    def reply(self, page: str, headers: dict[str, str] | None = None, /, **typed: str) -> TestResponse:
        """Fill in the reply form of a post; what is not said is what Rhea would type."""
        usual = {"author": "Rhea Reader", "email": "rhea@example.net", "comment": "Thank you for this."}
        return self.submit(page, "commentform", headers, **{**usual, **typed})


class Form:
    """The address of a form and its fields as they stand in the page, buttons left out."""

    def __init__(self, attributes: dict[str, str | None]) -> None:
        self.id = attributes.get("id")
        self.action = attributes.get("action") or ""
        self.fields: dict[str, str] = {}


def find_form(html: str, wanted: str) -> Form:
    """The form with this id, or else the first whose address ends so."""
    forms = _Forms(html).forms
    for form in forms:
        if form.id == wanted or form.action.endswith(wanted):
            return form
    raise AssertionError(f"no form {wanted!r} among {[(form.id, form.action) for form in forms]}")


class _Forms(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self.is_open = False
        self.textarea: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag == "form":
            self.forms.append(Form(attributes))
            self.is_open = True
        name = attributes.get("name")
        if not self.is_open or not name:
            return
        if tag == "input" and (attributes.get("type") not in ("checkbox", "radio") or "checked" in attributes):
            self.forms[-1].fields[name] = attributes.get("value") or ""
        elif tag == "textarea":
            self.textarea = name
            self.forms[-1].fields[name] = ""

    def handle_data(self, data: str) -> None:
        if self.textarea:
            self.forms[-1].fields[self.textarea] += data.removeprefix("\r\n").removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.is_open = False
        elif tag == "textarea":
            self.textarea = None
