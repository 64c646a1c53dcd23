"""How each act is undone, and which have no undo."""

from blog.comments.editing import undo_edit_act
from blog.learning.threshold import undo_setting
from blog.moderation.answering import undo_answer_act
from blog.moderation.bans import undo_ban_act
from blog.moderation.canned import undo_canned_act
from blog.moderation.decline_reasons import undo_reason_act
from blog.moderation.notes import undo_note_act
from blog.moderation.premoderation import undo_premoderation
from blog.moderation.rules import undo_rule_act
from blog.moderation.trusting import undo_trust
from blog.moderation.undoing import undo_decision_act, undo_run_act
from blog.posts.term_changes import undo_term_change
from blog.posts.undoing import undo_pinning, undo_posts_run, undo_restoring, undo_trashing, undo_unpinning
from blog.record.acts import Verb
from blog.record.undoing import Inverses

INVERSES: Inverses = {
    Verb.COMMENT_EDITED: undo_edit_act,
    Verb.COMMENT_ANSWERED: undo_answer_act,
    Verb.COMMENT_NOTED: undo_note_act,
    Verb.COMMENT_NOTE_REMOVED: undo_note_act,
    Verb.CANNED_CREATED: undo_canned_act,
    Verb.CANNED_CHANGED: undo_canned_act,
    Verb.CANNED_DELETED: undo_canned_act,
    Verb.COMMENT_DECIDED: undo_decision_act,
    Verb.COMMENTS_DECIDED: undo_run_act,
    Verb.WRITER_TRUST_CHANGED: undo_trust,
    Verb.POST_PREMODERATION_CHANGED: undo_premoderation,
    Verb.SETTING_CHANGED: undo_setting,
    Verb.REASON_ADDED: undo_reason_act,
    Verb.REASON_CHANGED: undo_reason_act,
    Verb.REASON_REMOVED: undo_reason_act,
    Verb.POST_TRASHED: undo_trashing,
    Verb.POST_RESTORED: undo_restoring,
    Verb.POST_PINNED: undo_pinning,
    Verb.POST_UNPINNED: undo_unpinning,
    Verb.POSTS_CHANGED: undo_posts_run,
    Verb.TERM_RENAMED: undo_term_change,
    Verb.TERM_MERGED: undo_term_change,
    Verb.RULE_CREATED: undo_rule_act,
    Verb.RULE_CHANGED: undo_rule_act,
    Verb.RULE_DELETED: undo_rule_act,
    Verb.BAN_CREATED: undo_ban_act,
    Verb.BAN_LIFTED: undo_ban_act,
}

# Each with the reason.
NO_INVERSE = {
    Verb.JOB_RETRIED: "what a job does is done again, or not at all",
    Verb.USER_CREATED: "a person may have acted since, and the record names them",
    Verb.USER_SIGNED_IN: "signing out is an act of its own",
    Verb.USER_SIGNED_OUT: "only the person can sign in again",
    Verb.USER_LINK_MADE: "the link was told; making another one ends it",
    Verb.USER_PASSWORD_CHANGED: "a former password must not let anybody in again",
    Verb.USER_MAILS_CHOSEN: "people say themselves when they want mail",
    Verb.USER_PROFILE_CHANGED: "people say themselves what they are called",
    Verb.POST_CREATED: "the trash is the way to take a post away",
    Verb.POST_SAVED: "the list of revisions goes back to any of them",
    Verb.POST_PUBLISHED: "unpublishing is an act of its own",
    Verb.POST_SCHEDULED: "unpublishing is an act of its own",
    Verb.POST_UNPUBLISHED: "publishing is an act of its own",
    Verb.POST_REVISION_RESTORED: "the list of revisions goes back to any of them",
    Verb.POST_NOTE_CHANGED: "the former note is kept nowhere",
    Verb.POST_PREVIEW_LINK_MADE: "withdrawing is an act of its own",
    Verb.POST_PREVIEW_LINK_WITHDRAWN: "whoever holds the link must not get in again by mistake",
    Verb.POSTS_RERENDERED: "what is derived from a text is derived by the newest rules",
    Verb.COMMENTS_RESANITIZED: "what is derived from a text is derived by the newest rules",
    Verb.MEDIA_UPLOADED: "deleting shows first where a picture is used",
    Verb.MEDIA_DESCRIBED: "the former words are kept nowhere",
    Verb.MEDIA_DELETED: "the files are gone; uploaded again, the picture is where it was",
    Verb.TERM_DESCRIBED: "the page of the term says it anew",
    Verb.TERM_DELETED: "naming it in a post makes it anew",
    Verb.COMMENT_SUBMITTED: "that a reply arrived is decided about, not undone",
    Verb.RECORD_EXPORTED: "the file is out of the house",
    Verb.COMMENT_ADDRESS_SHOWN: "what was seen was seen",
    Verb.FILTER_SAVED: "deleting it is an act of its own",
    Verb.FILTER_RENAMED: "the former name is kept nowhere",
    Verb.FILTER_DELETED: "saving it again takes a moment",
}
