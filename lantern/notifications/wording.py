"""What messages say. None names a child: a subject line and a mailbox are read by whoever passes.

A message says what happened or is owed, the record's reference, and where to open it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lantern.core.instants import in_words
from lantern.vocabulary.role import Role

LONGEST_SUBJECT = 160
TAKE_IT = "Sign in to Lantern and acknowledge it, so that the others know that you have it."
"""What an e-mail about a handover asks for. On the page there is a button for it."""


@dataclass(frozen=True, kw_only=True)
class Wording:
    """A subject and a body."""

    subject: str
    body: str


def handed_over(
    what: str, about: str, *, role: Role, agency: str, instead_of: Role | None
) -> Wording:
    """Something was handed to somebody, who is asked to acknowledge it."""
    body = f"{what}, {about}.\n\nThis is handed to you as {role.label} at {agency}. {TAKE_IT}"
    if instead_of not in (None, role):
        body += f"\n\nIt came to you because nobody there holds the role of {instead_of.label}."
    return Wording(subject=_subject(f"{what}, {about}"), body=body)


def climbed(what: str, about: str, *, role: Role, agency: str, passed: Role) -> Wording:
    """A handover that the role below has not acknowledged."""
    return Wording(
        subject=_subject(f"not acknowledged, {what[:1].lower()}{what[1:]}, {about}"),
        body=(
            f"{what}, {about}.\n\n"
            f"The {passed.label} has not acknowledged it, so it is handed to you as {role.label} "
            f"at {agency}. Acknowledge it in Lantern, and see that somebody acts."
        ),
    )


def unanswered(what: str, about: str, *, role: Role, agency: str) -> Wording:
    """A handover that nobody on the whole ladder has acknowledged."""
    return Wording(
        subject=_subject(f"nobody has acknowledged, {about}"),
        body=(
            f"{what}, {about}.\n\n"
            f"It has been handed to each role in turn up to the {role.label} at {agency}, and "
            "nobody has acknowledged it. Ring them."
        ),
    )


@dataclass(frozen=True, kw_only=True)
class DutyLine:
    """One duty in a message."""

    words: str
    owner: str
    due_at: datetime | None


def duties(occasion: str, about: str, lines: Sequence[DutyLine]) -> Wording:
    """Duties of one record that have arisen, fall due soon or are overdue."""
    some = "a new duty" if len(lines) == 1 else f"{len(lines)} new duties"
    opening = {"arises": some, "due_soon": "due soon", "overdue": "overdue"}[occasion]
    listed = "\n".join(_listed(line, occasion) for line in lines)
    return Wording(subject=_subject(f"{opening}, {about}"), body=listed)


def _listed(line: DutyLine, occasion: str) -> str:
    was = "was due" if occasion == "overdue" else "due"
    limit = f"{was} at {in_words(line.due_at)}" if line.due_at else "no time limit"
    return f"- {line.words} ({line.owner}, {limit})"


def opened_in_emergency(about: str, *, agency: str) -> Wording:
    """Somebody whose agency is not involved has opened a record of this authority's (IS-069)."""
    return Wording(
        subject=_subject(f"A record was opened in an emergency, {about}"),
        body=(
            f"Somebody at {agency}, which is not involved with the child or not named for them, "
            f"has opened {about} in an emergency. The record closes to them by itself.\n\n"
            "Read their reason in Lantern under Oversight, and review it."
        ),
    )


def password_link(*, at: datetime) -> Wording:
    """An administrator made a link with which a password can be set."""
    return Wording(
        subject=_subject("A link to set your password was made"),
        body=(
            f"Whoever keeps your account made a link to set your password, at {in_words(at)}. "
            "If you did not ask for one, tell your manager now: somebody may be trying to act "
            "as you."
        ),
    )


def review_asked(about: str, *, title: str, asked_by: str) -> Wording:
    """Somebody was named to review a draft of a protocol."""
    return Wording(
        subject=_subject(f"You are asked to review a protocol, {about}"),
        body=(
            f"{asked_by} asks whether you agree to this draft: {title}.\n\n"
            "Read it in Lantern, and say that you agree or what must change."
        ),
    )


def review_answered(about: str, *, title: str, reviewer: str, agrees: bool) -> Wording:
    """A named reviewer of a draft has answered."""
    said = "agrees to it" if agrees else "asks for changes"
    return Wording(
        subject=_subject(f"A review of a draft was answered, {about}"),
        body=f"{title}.\n\n{reviewer} {said}.",
    )


def draft_withdrawn(about: str, *, title: str) -> Wording:
    """A draft that somebody was asked to review was given up."""
    return Wording(
        subject=_subject(f"A draft was withdrawn, {about}"),
        body=f"{title}.\n\nYou need not review it any more.",
    )


def version_adopted(about: str, *, title: str, starts_on: str) -> Wording:
    """A version of a protocol was adopted."""
    return Wording(
        subject=_subject(f"A protocol was adopted, {about}"),
        body=(
            f"{title}.\n\nIt binds from {starts_on}. Duties that arose before then stay as they "
            "are."
        ),
    )


def review_due(about: str, *, title: str, review_on: str) -> Wording:
    """The day has come by which an adopted version had to be looked at again (DfE 2014 ¶20)."""
    return Wording(
        subject=_subject(f"The protocol is due for review, {about}"),
        body=(
            f"{title}.\n\nIt had to be looked at again by {review_on}. Draw up a draft of what "
            "must change, or say in Lantern that it was looked at and stays. You will be told "
            "again each week until then."
        ),
    )


def interview_sent_back(about: str) -> Wording:
    """A reviewer asks the writer of a return interview to look at it again."""
    return Wording(
        subject=_subject(f"A return interview was sent back to you, {about}"),
        body="Read in Lantern what the reviewer asks, and put it right or say why it stays.",
    )


def interview_shared(about: str, *, to: str) -> Wording:
    """Something of a return interview was shared with a desk."""
    return Wording(
        subject=_subject(f"A return interview was shared with you, {about}"),
        body=(
            f"It was shared with {to[:1].lower()}{to[1:]}.\n\nRead it in Lantern and acknowledge "
            "it, so that whoever shared it knows that you have it."
        ),
    )


def interview_chased(about: str) -> Wording:
    """Somebody who follows a return interview asks how it stands."""
    return Wording(
        subject=_subject(f"Somebody asks how a return interview stands, {about}"),
        body=(
            "The child’s authority or carers ask.\n\nTheir question is in Lantern, on the record "
            "of the absence. Answer it there, and record what was done."
        ),
    )


def _subject(text: str) -> str:
    return f"Lantern: {text[:1].lower()}{text[1:]}"[:LONGEST_SUBJECT]
