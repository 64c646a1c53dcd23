"""What can become of a post."""

import pytest

from blog.posts.lifecycle import ImpossibleNow, PostAction, PostStatus, next_status

# From each status (rows) where each action leads; "-" is impossible, "before" the status before the trash.
#               publish     schedule    unpublish  trash    restore
TABLE = {
    "draft":     "published  published   -          trash    -",
    "published": "published  published   draft      trash    -",
    "trash":     "-          -           -          -        before",
}  # fmt: skip
CELLS = [
    (PostStatus(status), action, expected)
    for status, row in TABLE.items()
    for action, expected in zip(PostAction, row.split(), strict=True)
]


def test_the_table_has_a_cell_for_everything() -> None:
    assert len(CELLS) == len(PostStatus) * len(PostAction)


@pytest.mark.parametrize(("status", "action", "expected"), CELLS)
@pytest.mark.parametrize("before", list(PostStatus)[:2])
def test_each_action_leads_where_the_table_says(
    status: PostStatus, action: PostAction, expected: str, before: PostStatus
) -> None:
    if expected == "-":
        with pytest.raises(ImpossibleNow, match=status.value):
            next_status(status, action, before)
    else:
        assert next_status(status, action, before) == (before if expected == "before" else expected)


def test_what_forgot_what_it_was_is_a_draft() -> None:
    assert next_status(PostStatus.TRASH, PostAction.RESTORE, None) is PostStatus.DRAFT
