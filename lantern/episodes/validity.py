"""What holds together and what does not: instants in order, words where words are needed."""

from datetime import datetime, timedelta
from typing import Final

from lantern.core.errors import Invalid
from lantern.core.instants import in_words
from lantern.episodes.details import ChecksDeadline, ReportDetails, ReturnDetails
from lantern.vocabulary.absence import Corroboration, EndOfEpisode

OLDEST: Final = timedelta(days=366 * 5)
"""How long ago something may have happened; earlier is taken for a slip of the pen. SYS."""
SET_AHEAD: Final = frozenset(
    {"checks.deadline", "strategy_meeting.review_date", "absence.call_back_due"}
)
"""Events that happen at an instant somebody sets beforehand."""


class Messages:
    """Gathers what is wrong, field by field, and raises it all at once."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}

    def need(self, field: str, given: object, sentence: str) -> None:
        """Something must be given here."""
        if given is None or (isinstance(given, str) and not given.strip()):
            self.found.setdefault(field, sentence)

    def happened(self, field: str, at: datetime | None, now: datetime, what: str = "This") -> None:
        """It has happened: not in the future, and not impossibly long ago."""
        if at is None:
            return
        if at > now:
            self.found.setdefault(field, f"{what} must be now or earlier; it is {in_words(now)}.")
        elif at < now - OLDEST:
            self.found.setdefault(field, f"{what} is more than five years ago. Check the year.")

    def not_before(
        self, field: str, at: datetime | None, earlier: datetime | None, sentence: str
    ) -> None:
        """It did not happen before something else did. The sentence ends before that instant."""
        if at is not None and earlier is not None and at < earlier:
            self.found.setdefault(field, f"{sentence} {in_words(earlier)}.")

    def distance(self, field: str, miles: float | None) -> None:
        """A distance in miles that a child can have gone."""
        if miles is not None and not 0 <= miles <= 1000:
            self.found.setdefault(field, "Enter the distance in miles, from 0 to 1,000.")

    def add(self, field: str, sentence: str) -> None:
        """Something is wrong here."""
        self.found.setdefault(field, sentence)

    def raise_any(self) -> None:
        """Raise Invalid when anything is wrong."""
        if self.found:
            raise Invalid(self.found)


def report_faults(report: ReportDetails, now: datetime) -> dict[str, str]:
    """What is wrong with a report, by field. Only what is indispensable tonight is needed."""
    messages = Messages()
    messages.need("reporter_name", report.reporter.name, "Enter your name.")
    _going(messages, report, now)
    _deadline(messages, report.deadline, now)
    for made in report.checks:
        messages.happened(f"check_{made.kind}_at", made.at, now, "When this check was made")
    for told in report.told:
        messages.happened(f"told_{told.recipient}_at", told.at, now, "When they were told")
    if report.parents_not_told is not None:
        decided = report.parents_not_told
        messages.need("parents_decided_by", decided.decided_by, "Say who decided this.")
        messages.need("parents_words", decided.words, "Give the reason in a few words.")
    _where(messages, report, now)
    if report.back is not None:
        back = return_faults(report.back.details, report.back.at, now, report.last_seen.at)
        messages.found |= {f"back_{field}": sentence for field, sentence in back.found.items()}
    return messages.found


def return_faults(
    details: ReturnDetails, at: datetime, now: datetime, last_seen: datetime | None
) -> Messages:
    """What is wrong with the record of a return, by field."""
    messages = Messages()
    messages.happened("at", at, now, "The time of the return")
    messages.not_before(
        "at", at, last_seen, "The return cannot be before the child was last seen, at"
    )
    messages.happened("found_at", details.found_at, now, "When the child was found")
    messages.not_before(
        "found_at", details.found_at, last_seen, "The child cannot be found before last seen, at"
    )
    if details.found_at is not None and details.found_at > at:
        messages.add("found_at", "The child was found before coming back. Check the two times.")
    if details.ends == EndOfEpisode.NEW_PLACEMENT:
        messages.need("place", details.place, "Say where the child is now.")
    messages.distance("distance_miles", details.distance_miles)
    return messages


def _going(messages: Messages, report: ReportDetails, now: datetime) -> None:
    seen = report.last_seen.at
    messages.happened("last_seen_at", seen, now, "When the child was last seen")
    messages.happened("went_at", report.went_at, now, "When the child went")
    messages.happened("noticed_at", report.noticed_at, now, "When this was noticed")
    sentence = "This cannot be before the child was last seen, at"
    messages.not_before("went_at", report.went_at, seen, sentence)
    messages.not_before("noticed_at", report.noticed_at, seen, sentence)


def _deadline(messages: Messages, deadline: ChecksDeadline | None, now: datetime) -> None:
    if deadline is None:
        return
    messages.need(
        "deadline_reason", deadline.reason, "Say why this deadline is right for this child."
    )
    messages.happened("deadline_set_at", deadline.set_at, now, "When the deadline was set")
    messages.not_before(
        "deadline_at", deadline.at, deadline.set_at, "The deadline must be after it was set, at"
    )
    if deadline.at > deadline.set_at + timedelta(days=1):
        messages.add("deadline_at", "Checks that last more than a day are too long. Check the day.")


def _where(messages: Messages, report: ReportDetails, now: datetime) -> None:
    said = report.whereabouts
    if said is None:
        return
    messages.happened("where_at", said.at, now, "Since when this is known")
    messages.not_before(
        "where_at",
        said.at,
        report.last_seen.at,
        "This cannot be before the child was last seen, at",
    )
    messages.need("where_place", said.place, "Say where the child is.")
    if said.corroboration == Corroboration.OTHER:
        messages.need("where_words", said.words, "Say how this was confirmed.")
