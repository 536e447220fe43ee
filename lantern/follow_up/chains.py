"""Which signature of a report comes next. Pure: signatures stand in order, and none twice."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from lantern.core.decision import Decision, allowed_if, first_refusal, refused
from lantern.vocabulary.follow_up import Chain, Link, Verdict
from lantern.vocabulary.role import Role


@dataclass(frozen=True, kw_only=True)
class Given:
    """What one person did with a version of a report, in the order done."""

    verdict: Verdict
    person: str


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How far a version has come: whose signature is next, or that it was sent back."""

    signed: int
    next: Link | None
    is_sent_back: bool

    @property
    def is_signed_off(self) -> bool:
        """Whether everybody of the chain has signed."""
        return self.next is None and not self.is_sent_back


def standing(chain: Chain, given: Sequence[Given]) -> Standing:
    """How far a version has come by what was done with it."""
    signed = sum(one.verdict is Verdict.SIGNED for one in given)
    back = any(one.verdict is Verdict.SENT_BACK for one in given)
    open_links = chain.links[signed:]
    return Standing(
        signed=signed, next=None if back or not open_links else open_links[0], is_sent_back=back
    )


def may_sign(
    chain: Chain, given: Sequence[Given], *, writer: str, person: str, roles: Collection[Role]
) -> Decision:
    """Whether this person may sign or send back now; a person signs once, and never their own."""
    now = standing(chain, given)
    if now.is_sent_back:
        return refused("This report was sent back. It has to be completed again first.")
    if now.next is None:
        return refused("This report is signed off.")
    return first_refusal(
        allowed_if(
            now.next.role in roles,
            f"The next signature is that of the {now.next.role.label}.",
        ),
        allowed_if(person != writer, "You completed this report, so somebody else has to sign it."),
        allowed_if(
            person not in {one.person for one in given},
            "You have signed this report already, so somebody else has to sign next.",
        ),
    )
