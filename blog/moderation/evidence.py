"""What speaks for itself in a reply: its links, and the places that the findings are about."""

from blog.comments.models import Comment, StoredFinding
from blog.comments.wording import findings_to_show
from blog.text.links import Link, link_to, links_in
from blog.text.marking import marked_html
from blog.text.markup import SafeHtml

# These say why replies wait in general, and nothing of this one.
OF_THE_SITE = frozenset(
    "everything_waits post_waits first_hours first_replies unproven no_objection trusted may_moderate".split()
)


def reasons(comment: Comment) -> list[StoredFinding]:
    """The findings, those about this very reply first: the first of them is shown with its evidence at once."""
    return sorted(findings_to_show(comment), key=lambda finding: finding.code in OF_THE_SITE)


def links_of(comment: Comment) -> list[Link]:
    """The links of the text and the writer's own page; those that lie first."""
    website = [link_to(comment.url)] if comment.url else []
    return sorted([*links_in(comment.html), *website], key=lambda link: not link.is_lying)


def marked_text(comment: Comment) -> SafeHtml:
    """The text with the places marked that findings name, and the words of links that lie."""
    named = [mark for finding in comment.findings for mark in _marks(finding)]
    lying = [link.words for link in links_in(comment.html) if link.is_lying]
    return marked_html(comment.html, [*named, *lying])


def _marks(finding: StoredFinding) -> list[str]:
    marks = finding.values.get("marks", [])
    return [mark for mark in marks if isinstance(mark, str)] if isinstance(marks, list) else []
