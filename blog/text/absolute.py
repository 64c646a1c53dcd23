"""Safe HTML for places away from its page, such as feeds: every address in it is absolute.

The one change that HTML meets after the sanitizer. It rests on what our own writer promises: in a tag stand only its
name and attributes, each as ` name="value"`, with `<`, `>`, `&` and `"` escaped in the value. What is inserted, at the
beginning of a value, is escaped likewise, so that nothing begins or ends elsewhere than it did.
"""

import re

from blog.text.markup import SafeHtml
from blog.text.writer import attribute

_TAG = re.compile("<[a-z][^>]*>")
_ATTRIBUTE = re.compile(' ([a-z]+)="([^"]*)"')
_SOURCE = re.compile("(?:^|(?<=, ))/")


def absolute_html(html: SafeHtml, site: str, page: str) -> SafeHtml:
    """The same HTML; `/…` leads to the `site`, `#…` into the `page`. Both begin with a scheme and a host."""
    site, page = _quoted(site), _quoted(page)

    def lead_out(match: re.Match[str]) -> str:
        return f' {match[1]}="{_led_out(match[1], match[2], site, page)}"'

    return SafeHtml(_TAG.sub(lambda tag: _ATTRIBUTE.sub(lead_out, tag[0]), str(html)))


def _led_out(name: str, value: str, site: str, page: str) -> str:
    if name == "srcset":
        return _SOURCE.sub(lambda _: f"{site}/", value)
    if name in ("href", "src") and value.startswith(("/", "#")):
        return (site if value.startswith("/") else page) + value
    return value


def _quoted(address: str) -> str:
    return attribute("", address)[3:-1]
