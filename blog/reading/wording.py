"""What orders posts, in words."""

from blog.errors import N_
from blog.posts.lifecycle import TermKind

KINDS_OF_TERM = {
    TermKind.TAG: N_("Tag"),
    TermKind.CATEGORY: N_("Category"),
    TermKind.SERIES: N_("Series"),
}
