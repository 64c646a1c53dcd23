"""Who may do what: the table of the roles, as questions."""

from dataclasses import dataclass

import pytest

from blog.accounts import permissions
from blog.accounts.roles import RIGHTS, Right, Role

#                                 admin  editor  author  moderator  nobody
TABLE = {
    "may_sign_out":               "yes    yes     yes     yes        no",
    "may_manage_own_account":     "yes    yes     yes     yes        no",
    "may_write_posts":            "yes    yes     yes     no         no",
    "may_edit_every_post":        "yes    yes     no      no         no",
    "may_moderate_somewhere":     "yes    yes     yes     yes        no",
    "may_moderate_everything":    "yes    yes     no      yes        no",
    "may_see_addresses":          "yes    yes     no      yes        no",
    "may_change_settings":        "yes    no      no      no         no",
    "may_see_the_full_record":    "yes    no      no      no         no",
    "may_look_after_jobs":        "yes    no      no      no         no",
    "may_edit_media own":         "yes    yes     yes     no         no",
    "may_edit_media other":       "yes    yes     no      no         no",
    "may_edit_post own":          "yes    yes     yes     no         no",
    "may_edit_post other":        "yes    yes     no      no         no",
    "may_moderate_post own":      "yes    yes     yes     yes        no",
    "may_moderate_post other":    "yes    yes     no      yes        no",
}  # fmt: skip


@dataclass(frozen=True)
class Someone:
    id: int
    role: Role


@dataclass(frozen=True)
class Something:
    """A post or a picture, and whose it is."""

    author_id: int

    @property
    def uploaded_by_id(self) -> int:
        return self.author_id


@pytest.mark.parametrize("question", TABLE)
def test_each_question_is_answered_as_the_table_says(question: str) -> None:
    name, _, whose = question.partition(" ")
    ask = getattr(permissions, name)
    about = [Something(1 if whose == "own" else 2)] if whose else []
    people = [*(Someone(1, role) for role in Role), None]

    assert ["yes" if ask(person, *about) else "no" for person in people] == TABLE[question].split()


def test_no_question_is_missing_in_the_table() -> None:
    questions = {name for name in vars(permissions) if name.startswith("may_")}

    assert {question.partition(" ")[0] for question in TABLE} == questions


def test_only_the_admin_has_every_right() -> None:
    assert RIGHTS[Role.ADMIN] == set(Right)
    assert [role for role in Role if Right.ADMINISTER in RIGHTS[role]] == [Role.ADMIN]


def test_a_moderator_who_wrote_a_post_once_does_not_write_any_more() -> None:
    moderator = Someone(1, Role.MODERATOR)

    assert not permissions.may_edit_post(moderator, Something(1))
    assert permissions.may_moderate_post(moderator, Something(1))
