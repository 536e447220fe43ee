"""What stands beside an absence: who was told and took it, who may see it, who did and saw what."""

import random
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from bench.rows import Tables
from lantern.agencies.models import Team
from lantern.audit.models import AccessEvent, AuditEvent
from lantern.notifications.models import Delivery, Handover, Message
from lantern.people.models import Involvement
from lantern.vocabulary.agency import InvolvementBasis
from lantern.vocabulary.role import Role

if TYPE_CHECKING:
    from bench.absences import Absence

MINUTE: Final = timedelta(minutes=1)
_BLOCK_BITS, _ROW_BITS = 9, 20
"""The audit trail is read in the order of its numbers: the second first, then the block."""


_LOOKING: Final = (
    ("handler", "police"),
    ("inspector", "police"),
    ("officer", "police"),
    ("social_worker", "responsible_authority"),
    ("hub", "responsible_authority"),
    ("manager", "responsible_authority"),
)
"""Who looks at an absence, and on which basis."""


class Beside:
    """Writes the rows of other tables that an absence brings with it."""

    def __init__(self, tables: Tables, now: datetime) -> None:
        self.now = now
        self.block = 0
        self.row = 0
        table = tables.table
        self.audits = table(AuditEvent, "id recorded_at kind about at by details")
        self.looks = table(AccessEvent, "id recorded_at about by agency page basis at")
        self.involvements = table(
            Involvement, "id recorded_at child_id agency_id basis because from_at until_at"
        )
        self.messages = table(
            Message, "id recorded_at key kind about team_id subject body read_at read_by_id"
        )
        self.deliveries = table(
            Delivery, "id recorded_at message_id channel address state attempts next_at sent_at"
        )
        self.handovers = table(
            Handover,
            "id recorded_at key about what agency_id role opened_at climbs_at acknowledged_at "
            "acknowledged_by_id",
        )

    def begin(self, block: int) -> None:
        """A new block of rows, with numbers of its own."""
        self.block, self.row = block, 0

    def write(self, chance: random.Random, absence: "Absence") -> None:
        """Everything beside one absence."""
        if absence.is_history:
            self._audit("AbsenceBroughtIn", absence, absence.facts[0].recorded_at,
                        absence.child.authority.people[Role.DATA_OFFICER][0].user.reference,
                        '{"outcome": "added"}')  # fmt: skip
            return
        self._involve(absence)
        self._done(absence)
        self._hand_over(absence, "report", "A child reported missing", absence.told_at)
        if absence.back_at is not None:
            cause = f"return {absence.back_at.isoformat()}"
            self._hand_over(absence, cause, "A missing child is back", absence.back_at)
        self._seen(chance, absence)

    def _involve(self, absence: "Absence") -> None:
        at = absence.facts[0].recorded_at
        pk = 10_000_000 + absence.pk * 2
        police = str(InvolvementBasis.POLICE)
        force = absence.force.agency.pk
        self.involvements.add(
            (pk, at, absence.child.pk, force, police, absence.reference, at, None)
        )
        fact = "return_notified.return_interview_provider"
        told = next((one for one in absence.facts if one.fact == fact), None)
        provider = absence.child.authority.provider
        if told is not None and provider is not None:
            basis = str(InvolvementBasis.RETURN_INTERVIEW)
            self.involvements.add(
                (pk + 1, told.at, absence.child.pk, provider.pk, basis, absence.reference,
                 told.at, None)
            )  # fmt: skip

    def _done(self, absence: "Absence") -> None:
        report = absence.facts[0].recorded_at
        self._audit("EpisodeReported", absence, report, absence.cast["reporter"].user.reference,
                    f'{{"child": "{absence.child.reference}"}}')  # fmt: skip
        by = {str(one.role): one.user.reference for one in absence.cast.values()}
        for fact in absence.facts:
            if fact.recorded_at > report:
                self._audit("EntryRecorded", absence, fact.recorded_at, by[fact.by_role],
                            f'{{"key": "{fact.key}", "kind": "{fact.kind}", '
                            f'"fact": "{fact.fact}"}}')  # fmt: skip
        if absence.back_at is not None:
            self._audit("EpisodeEnded", absence, absence.back_at,
                        absence.cast["reporter"].user.reference, '{"how": "returned"}')  # fmt: skip

    def _audit(self, kind: str, absence: "Absence", at: datetime, by: str, details: str) -> None:
        self.audits.add((self._number(at), at, kind, absence.reference, at, by, details))

    def _number(self, at: datetime) -> int:
        self.row += 1
        second = int(at.timestamp()) << (_BLOCK_BITS + _ROW_BITS)
        return second | self.block << _ROW_BITS | self.row

    def _hand_over(self, absence: "Absence", cause: str, what: str, at: datetime) -> None:
        force, authority = absence.force, absence.child.authority
        taking = (
            (Role.CALL_HANDLER, force.agency.pk, force.control_room, absence.cast["handler"], 4),
            (Role.SOCIAL_WORKER, authority.agency.pk, authority.team,
             absence.child.social_worker, 17),
        )  # fmt: skip
        place = 0 if cause == "report" else 2
        for role, agency, team, person, minutes in taking:
            pk = absence.pk * 4 + place
            place += 1
            key = f"{absence.reference} {cause} {role}"
            taken = at + minutes * MINUTE if at + minutes * MINUTE <= self.now else None
            who = person.user.pk if taken else None
            self.handovers.add(
                (pk, at, key, absence.reference, what, agency, str(role), at,
                 at + 20 * MINUTE, taken, who)
            )  # fmt: skip
            if team is not None:
                self._message(pk, absence, key, what, team, at, taken, who)

    def _message(  # noqa: PLR0913  the columns of a message
        self,
        pk: int,
        absence: "Absence",
        key: str,
        what: str,
        team: Team,
        at: datetime,
        read_at: datetime | None,
        read_by: int | None,
    ) -> None:
        words = f"Lantern: {what.lower()}, {absence.reference}"
        body = f"Open {absence.reference} in Lantern and take it. Nothing more is said here."
        self.messages.add(
            (pk, at, f"handover {key} to team {team.pk}", "handover handed over",
             absence.reference, team.pk, words, body, read_at, read_by)
        )  # fmt: skip
        self.deliveries.add((pk, at, pk, "email", team.email, "sent", 1, at, at))

    def _seen(self, chance: random.Random, absence: "Absence") -> None:
        end = min(absence.back_at or self.now, self.now)
        minutes = max(int((end - absence.told_at) / MINUTE), 2)
        for who, basis in _LOOKING:
            person = absence.cast[who]
            at = absence.told_at + MINUTE * chance.randrange(1, minutes)
            self.looks.add(
                (self._number(at), at, absence.reference, person.user.reference,
                 person.agency.slug, "episode", basis, at)
            )  # fmt: skip
