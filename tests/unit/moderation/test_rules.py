"""Making, changing and deleting rules, what they do to replies that arrive, and what they would have done before."""

import time
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from blog.clock import utcnow
from blog.comments.lifecycle import Action, CommentStatus
from blog.comments.models import Comment
from blog.database import db, transaction
from blog.errors import Conflict, NotFound, Refused
from blog.jobs.worker import run_due_jobs
from blog.moderation import rules
from blog.moderation.dry_run import try_rules
from blog.moderation.known_rules import matcher
from blog.moderation.models import Decision
from blog.moderation.rule_hits import STALE_AFTER, count_hits, rules_that_never_hit, rules_that_only_err
from blog.moderation.rule_models import Rule, RuleHit
from blog.moderation.rule_shapes import RuleHow, RuleKind, RuleWhere
from blog.moderation.rules import NewRules, create_rules, delete_rules, get_rule, switch_rule, undo_rule_act
from blog.posts.models import Post
from blog.record.acts import Actor, Verb, record
from blog.record.models import Act
from blog.text.markup import SafeHtml
from blog.text.render import render_comment
from blog.web.engine import engine
from tests.factories import NOW, Cast, make_comment, make_post

MO = Actor("Mo Moderator")


@pytest.fixture
def post(context: Flask, cast: Cast) -> Post:
    return make_post(cast)


def new(
    *lines: str, kind: RuleKind = RuleKind.HELD, where: RuleWhere = RuleWhere.ALL, are_patterns: bool = False
) -> NewRules:
    return NewRules(lines, kind, where, are_patterns)


def save(*lines: str, kind: RuleKind = RuleKind.HELD, are_patterns: bool = False) -> Act:
    with transaction():
        act = create_rules(new(*lines, kind=kind, are_patterns=are_patterns), MO, NOW)
        db.session.flush()
    return act


def put_back(act: Act) -> Act:
    with transaction():
        undoing = undo_rule_act(act, MO, NOW)
        db.session.flush()
    return undoing


def there() -> list[str]:
    return list(db.session.scalars(select(Rule.text).where(Rule.deleted_at.is_(None)).order_by(Rule.id)))


def codes(comment: Comment) -> list[str]:
    return [finding.code for finding in comment.findings if "word" in finding.code]


def test_a_list_becomes_a_rule_a_line_each_once(post: Post) -> None:
    act = save("Viagra", "buy now", "VIAGRA", "viágra")

    made = db.session.scalars(select(Rule)).all()
    assert [(rule.text, rule.how) for rule in made] == [("Viagra", RuleHow.WORD), ("buy now", RuleHow.PHRASE)]
    assert {(rule.made_by_name, rule.made_at) for rule in made} == {("Mo Moderator", NOW)}
    assert (act.verb, act.details["rules"]) == ("rule.created", [rule.id for rule in made])


def test_what_is_there_already_is_left_out_and_nothing_new_is_refused(post: Post) -> None:
    save("one", "two")

    assert save("TWO", "three").details["there_already"] == 1
    assert there() == ["one", "two", "three"]
    with pytest.raises(Refused, match="there already"):
        save("One")


def test_one_line_that_can_be_no_rule_stops_the_whole_list(post: Post) -> None:
    with pytest.raises(Refused, match="no letter or digit") as refusal:
        save("one", "???")

    assert refusal.value.field == "lines"
    assert there() == []


def test_there_is_an_end_of_patterns_and_of_rules(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "MOST_PATTERNS", 2)
    monkeypatch.setattr(rules, "MOST_RULES", 4)
    save("a+", "b+", are_patterns=True)
    with pytest.raises(Refused, match="at most 2 patterns"):
        save("c+", are_patterns=True)
    save("one", "two")

    with pytest.raises(Refused, match="at most 4 rules"):
        save("three")


def test_a_reply_with_a_held_word_waits_and_says_why(post: Post) -> None:
    save("viagra")

    comment = make_comment(post, "Buy v<b></b>iagra now.", trap="")

    assert comment.status is CommentStatus.PENDING
    finding = next(finding for finding in comment.findings if finding.code == "held_word")
    assert finding.values["rule"] == "viagra"
    assert finding.values["written"] == "v<b></b>iagra"
    assert finding.values["marks"] == ["viagra"]


def test_a_reply_with_a_disallowed_word_goes_straight_to_spam(post: Post) -> None:
    save("viagra", kind=RuleKind.DISALLOWED)
    save("buy", kind=RuleKind.HELD)

    comment = make_comment(post, "Buy viagra.")

    assert comment.status is CommentStatus.SPAM
    assert codes(comment) == ["disallowed_word"]
    assert set(comment.findings[-1].values["marks"]) == {"viagra", "Buy"}


def test_a_rule_that_is_off_or_deleted_catches_nothing(post: Post) -> None:
    save("one", "two")
    first, second = db.session.scalars(select(Rule).order_by(Rule.id)).all()
    with transaction():
        switch_rule(get_rule(first.id), False, MO, NOW)
    with transaction():
        delete_rules([get_rule(second.id)], MO, NOW)

    assert codes(make_comment(post, "One and two.")) == []


def test_rules_are_read_from_the_database_only_after_a_change(post: Post) -> None:
    save("one")
    kept = matcher()
    assert matcher() is kept

    save("two")
    assert matcher() is not kept


def test_every_act_on_rules_has_an_inverse_and_that_has_one_too(post: Post) -> None:
    creating = save("one", "two")
    deleting = put_back(creating)
    assert (deleting.verb, there()) == ("rule.deleted", [])
    put_back(deleting)
    assert there() == ["one", "two"]

    with transaction():
        switching = switch_rule(get_rule(1), False, MO, NOW)
    put_back(switching)
    assert get_rule(1).is_on


def test_what_was_changed_since_is_not_put_back(post: Post) -> None:
    act = save("one")
    with transaction():
        off = switch_rule(get_rule(1), False, MO, NOW)
    with transaction():
        switch_rule(get_rule(1), True, MO, NOW)
    with pytest.raises(Conflict, match="changed since"):
        put_back(off)
    deleting = put_back(act)
    save("one")

    with pytest.raises(Conflict, match="changed since"):
        put_back(deleting)
    with pytest.raises(NotFound):
        get_rule(1)


def do_jobs() -> None:
    db.session.rollback()
    run_due_jobs(engine().handlers, utcnow(), limit=100)
    db.session.expire_all()


def test_what_a_rule_caught_is_counted_once(post: Post) -> None:
    save("one", "two", "three")
    comment_id = make_comment(post, "One and two.").id
    do_jobs()
    with transaction():
        count_hits(db.session.get_one(Comment, comment_id))

    found = db.session.scalars(select(Rule).order_by(Rule.id)).all()
    assert [(rule.hits, rule.last_hit_at) for rule in found] == [(1, NOW), (1, NOW), (0, None)]
    assert db.session.scalar(select(func.count()).select_from(RuleHit)) == 2


def test_a_rule_that_caught_only_approved_replies_is_offered_for_removal(post: Post) -> None:
    save("wrong", "right", "seldom", "old")
    for number in range(3):
        make_comment(post, f"Wrong {number}.", then=(Action.APPROVE,))
        make_comment(post, f"Right {number}.", then=(Action.APPROVE if number else Action.SPAM,))
        make_comment(post, f"Old {number}.", then=(Action.APPROVE,), at=NOW - STALE_AFTER - timedelta(days=1))
    make_comment(post, "Seldom.", then=(Action.APPROVE,))
    make_comment(post, "Wrong, and waits.")
    do_jobs()

    assert [rule.text for rule in rules_that_only_err(NOW)] == ["wrong"]
    assert rules_that_only_err(NOW + STALE_AFTER + timedelta(days=1)) == []


def test_a_rule_that_caught_nothing_for_long_is_named(post: Post) -> None:
    save("one", "two")
    make_comment(post, "Two.")
    do_jobs()

    assert rules_that_never_hit(NOW + timedelta(days=80)) == []
    assert [rule.text for rule in rules_that_never_hit(NOW + timedelta(days=91))] == ["one"]


# The dry run


def test_a_dry_run_tells_what_a_rule_would_have_done(post: Post) -> None:
    make_comment(post, "Buy v<b></b>iagra.", then=(Action.SPAM,))
    make_comment(post, "Viagra, cheap.", then=(Action.TRASH,))
    innocent = make_comment(post, "Is Viagra a drug?", name="Rhea", then=(Action.APPROVE,))
    make_comment(post, "Nothing of it.", then=(Action.APPROVE,))
    make_comment(post, "Viagra waits.")
    make_comment(post, "Viagra was approved, and that was undone.", then=(Action.APPROVE, Action.HOLD))
    make_comment(post, "Viagra is gone.", then=(Action.SPAM, Action.DELETE))

    run = try_rules(new("viagra").wanted())

    assert (run.looked_at, run.caught, run.declined, run.approved) == (4, 3, 2, 1)
    assert [(wrong.comment_id, wrong.words) for wrong in run.wrong] == [(innocent.id, ("Viagra",))]
    assert run.is_complete
    assert there() == []


def test_a_dry_run_looks_at_the_newest_thousand_and_shows_twenty(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    made = [make_comment(post, f"Word {number}.", then=(Action.APPROVE,)).id for number in range(25)]
    monkeypatch.setattr("blog.moderation.dry_run.SAMPLE", 22)

    run = try_rules(new("word").wanted())

    assert (run.looked_at, run.approved) == (22, 22)
    assert [wrong.comment_id for wrong in run.wrong] == made[:4:-1]


def test_a_dry_run_that_takes_too_long_says_how_far_it_came(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    make_comment(post, "Word.", then=(Action.APPROVE,))
    monkeypatch.setattr("blog.moderation.dry_run.LONGEST_RUN", -1.0)

    run = try_rules(new("word").wanted())

    assert (run.looked_at, run.is_complete) == (0, False)


def _html(text: str) -> SafeHtml:
    return render_comment(text).html


def _decided(comment: Comment) -> None:
    act = record(Verb.COMMENT_DECIDED, MO, NOW, comment.id)
    status = CommentStatus.APPROVED
    db.session.add(
        Decision(act=act, comment=comment, action="approve", from_status=status, to_status=status, version=1, reason="")
    )


def test_a_thousand_replies_are_looked_at_in_a_moment(post: Post) -> None:
    text = "It starts beside the spine and goes through the pelvis, to the thigh. " * 6
    with transaction():
        for number in range(1_000):
            make = Comment(
                post_id=post.id,
                name="Rhea",
                url="",
                text=text,
                html=_html(text),
                removals=[],
                policy_version=1,
                status=CommentStatus.APPROVED,
                status_at=NOW,
                submitted_at=NOW,
                fingerprint=str(number),
            )
            db.session.add(make)
            db.session.flush()
            _decided(make)
    begun = time.process_time()
    run = try_rules(new(*(f"word{number}" for number in range(500))).wanted())

    assert (run.looked_at, run.caught) == (1_000, 0)
    assert time.process_time() - begun < 3
