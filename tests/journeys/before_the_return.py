"""What was so before a story of a return begins, made through the actions. Run as a module.

`python -m tests.journeys.before_the_return located 2026-03-02T18:30+00:00` prints the references
as JSON: the children of that scene, last seen at that instant.
"""

import json
import sys
from datetime import date, datetime, timedelta

from lantern.commands.cli import setup_django
from lantern.core.instants import LONDON

CAME = datetime(2026, 1, 5, 10, 0, tzinfo=LONDON)
"""When the children came to where they live."""
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
CARERS = {"": "social_worker", "alder-house": "home_manager", "okafor": "foster_carer"}
"""Who reports a child of this home; a child who lives with parents has no carer here."""


class Before:
    """Children, and absences that are behind them or go on."""

    def __init__(self, seen):
        from lantern.accounts.actors import actor_of
        from lantern.accounts.models import User
        from lantern.agencies.models import Agency
        from lantern.demo.partnership import PEOPLE

        self.seen = seen
        keys = {one.name: one.key for one in PEOPLE}
        staff = User.objects.filter(name__in=keys)
        self.users = {keys[one.name]: one for one in staff}
        self.people = {key: actor_of(one, on=seen.date()) for key, one in self.users.items()}
        self.agencies = {one.slug: one for one in Agency.objects.all()}
        self.reporters = {}

    def child(self, given_name, born_on=date(2011, 6, 1), home="", kind="childrens_home"):
        """A child of Calderbrook; under a care order where placed."""
        from lantern.people.actions import assignments, children, contacts, statuses
        from lantern.placements.actions import placements
        from lantern.vocabulary.placement import PersonRelation, PlacementKind, StatusKind
        from lantern.vocabulary.role import Role

        worker, council = self.people["social_worker"], self.agencies["calderbrook"]
        child = children.add(
            by=worker,
            at=CAME,
            authority=council,
            given_name=given_name,
            family_name="Storey",
            born_on=born_on,
        )
        contacts.add(
            child,
            by=worker,
            at=CAME,
            name="Lena Storey",
            relation=PersonRelation.MOTHER,
            has_parental_responsibility=True,
        )
        assignments.assign(
            child,
            role=Role.SOCIAL_WORKER,
            by=self.people["team_manager"],
            at=CAME,
            agency=council,
            user=self.users["social_worker"],
        )
        self.reporters[child.pk] = CARERS[home]
        if home:
            statuses.begin(child, StatusKind.FULL_CARE_ORDER, by=worker, at=CAME)
            placements.place(
                child,
                kind=PlacementKind(kind),
                carer=self.agencies[home],
                host_authority=council,
                by=worker,
                at=CAME,
            )
        return child

    def absence(self, child, began, back=None, classification="missing", risk="medium"):
        """Reported after two hours, and classified; over where it has an end."""
        from lantern.episodes.actions import entries, reports, returns
        from lantern.episodes.details import LastSeen, ReportDetails, Reporter, ReturnDetails

        by = self.people[self.reporters[child.pk]]
        reported = began + 2 * HOUR
        said = ReportDetails(
            reporter=Reporter(name=by.name, telephone="01632 960 101"),
            last_seen=LastSeen(at=began, place="The bus stop"),
            circumstances="Did not come back from the shop.",
        )
        episode = reports.report(child, by=by, at=reported, report=said)
        decided = reported + HOUR / 2
        inspector = self.people["duty_inspector"]
        given = {"by": inspector, "at": decided, "now": decided, "rationale": "The home knows why."}
        entries.classify(episode, classification=classification, **given)
        if classification == "missing":
            entries.grade_risk(episode, level=risk, **given)
        if back is not None:
            returns.record_returned(
                episode, by=by, at=back, now=back, details=ReturnDetails(), words="Walked in."
            )
        return episode

    def assessed(self, child):
        """The risk of going missing, as it was thought to be when the child came."""
        from lantern.risk.actions import assess
        from lantern.risk.questions import QUESTIONS

        assess(
            child,
            by=self.people["social_worker"],
            at=CAME,
            version=0,
            reasons="None known.",
            risks="Strangers in town.",
            mitigations="A telephone of his own.",
            owner="Ruth Adeyemi",
            answers={one.id: {"answer": "no"} for one in QUESTIONS},
            review_on=(CAME + 180 * DAY).date(),
        )


def located(before):
    """A boy of fourteen in a home, whose risk was assessed; missing since the evening."""
    child = before.child("Robin", home="alder-house")
    before.assessed(child)
    return {"Robin": [child, before.absence(child, before.seen)]}


def together(before):
    """A girl in a home and a boy in foster care, gone at the same hour three days ago."""
    gone = before.seen - 3 * DAY
    wren = before.child("Wren", home="alder-house")
    ash = before.child("Ash", home="okafor", kind="foster_care")
    return {one.given_name: [one, before.absence(one, gone)] for one in (wren, ash)}


def often(before):
    """A boy in a home, missing for the fourth time in two months, and back."""
    child = before.child("Jay", home="alder-house")
    for days in (50, 35, 20):
        began = before.seen - days * DAY
        before.absence(child, began, back=began + 5 * HOUR)
    last = before.absence(child, before.seen, back=before.seen + 5 * HOUR)
    return {"Jay": [child, last]}


def rated(before):
    """Three children at home, and back: once missing; missing twice; missing once, absent five."""
    found = {}
    for name, missing, absent in (("Kit", 1, 0), ("Rowan", 2, 0), ("Sam", 1, 5)):
        child = before.child(name)
        kinds = ["absent"] * absent + ["missing"] * missing
        for ago, kind in zip(range(len(kinds) - 1, -1, -1), kinds, strict=True):
            began = before.seen - 7 * ago * DAY
            last = before.absence(child, began, back=began + 4 * HOUR, classification=kind)
        found[name] = [child, last]
    return found


SCENES = {one.__name__: one for one in (located, together, often, rated)}

if __name__ == "__main__":
    setup_django()
    scene, seen = sys.argv[1:]
    made = SCENES[scene](Before(datetime.fromisoformat(seen).astimezone(LONDON)))
    told = {name: [row.reference for row in rows] for name, rows in made.items()}
    sys.stdout.write(json.dumps(told))
