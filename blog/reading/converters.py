"""The names of pages in addresses."""

import re

from werkzeug.routing import BaseConverter

from blog.posts.addresses import RESERVED


class PageName(BaseConverter):
    """`<page_name:slug>`: any name but those that addresses of our own begin with, so that these say themselves
    what they take: GET /logout is 405, and not the way to a page."""

    part_isolating = True  # it ends at a slash
    regex = rf"(?!(?:{'|'.join(map(re.escape, sorted(RESERVED)))})(?:/|\Z))[^/]+"
