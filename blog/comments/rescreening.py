"""A reply that is kept, as it was when it arrived, so that phases can be asked about it again."""

from blog.accounts.permissions import may_moderate_post
from blog.addresses import SealedAddress
from blog.comments.incoming import Context, Facts, KnownFacts, Submission, WriterFacts
from blog.comments.models import Comment, Writer
from blog.settings.keys import ScreeningSettings
from blog.text.markup import Removal, Rendered


def as_it_arrived(
    comment: Comment, settings: ScreeningSettings, facts: Facts | None = None
) -> tuple[Submission, Context]:
    """What a phase is asked with. No query, where the reply's post, parent, writer and user are loaded.

    What was not kept is missing: the trap, the answer to the question about an address, the browser. Nothing is
    looked up: without `facts` a phase that needs them finds nothing, the writer's id apart.
    """
    submission = Submission(
        name=comment.name,
        url=comment.url,
        text=comment.text,
        address=_sealed(comment.writer) if comment.writer else None,
        user=comment.user,
        parent_id=comment.parent_id,
        network=comment.network,
        seconds_taken=comment.seconds_taken,
    )
    context = Context(
        post=comment.post,
        parent=comment.parent,
        rendered=_rendered(comment),
        may_moderate=may_moderate_post(comment.user, comment.post),
        at=comment.submitted_at,
        settings=settings,
        facts=facts or KnownFacts(WriterFacts(id=comment.writer_id)),
    )
    return submission, context


def _sealed(writer: Writer) -> SealedAddress:
    return SealedAddress(
        writer.email_ciphertext, writer.email_digest, writer.email_key_id, known_as=(writer.email_digest,)
    )


def _rendered(comment: Comment) -> Rendered:
    removals = tuple(Removal(**removal) for removal in comment.removals)
    return Rendered(comment.html, removals, is_plain=False, policy_version=comment.policy_version)
