"""bleach and nh3, each with the same policy, over what our own pass wrote. Both must change nothing."""

import html as entities

import nh3
from bleach.sanitizer import Cleaner

from blog.text.policy import SCHEMES, Policy


def by_bleach(html: str, policy: Policy) -> str:
    """A Cleaner for each call: one that threads share hands the text of one to another."""

    def keeps(element: str, attribute: str, value: str) -> bool:
        return policy.keeps(element, attribute, entities.unescape(value))

    cleaner = Cleaner(tags=policy.elements, attributes=keeps, protocols=SCHEMES, strip=True, strip_comments=True)
    cleaned: str = cleaner.clean(str(html))
    return cleaned


def by_nh3(html: str, policy: Policy) -> str:
    def kept(element: str, attribute: str, value: str) -> str | None:
        return value if policy.keeps(element, attribute, value) else None

    return nh3.clean(
        str(html),
        tags=policy.elements,
        clean_content_tags=set(),
        attributes=policy.attribute_names,
        attribute_filter=kept,
        url_schemes=SCHEMES,
        link_rel=None,
    )
