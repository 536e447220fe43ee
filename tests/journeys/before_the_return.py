"""What was so before a story of a return begins, made through the actions. Run as a module.

`python -m tests.journeys.before_the_return located` prints the references as JSON.
"""

import json
import sys
from datetime import date, datetime, timedelta

from lantern.commands.cli import setup_django
from lantern.core.instants import LONDON

CAME = datetime(2026, 1, 5, 10, 0, tzinfo=LONDON)
"""When the children came to where they live."""
SEEN = datetime(2026, 3, 2, 18, 30, tzinfo=LONDON)
"""A Monday evening."""
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class Before:
    """Children, and absences that are behind them or go on."""

    def __init__(self):
        from lantern.accounts.actors import actor_of
        from lantern.accounts.models import User
        from lantern.agencies.models import Agency
        from lantern.demo.partnership import PEOPLE

        keys = {one.name: one.key for one in PEOPLE}
        staff = User.objects.filter(name__in=keys)
        self.users = {keys[one.name]: one for one in staff}
        self.people = {key: actor_of(one, on=SEEN.date()) for key, one in self.users.items()}
        self.agencies = {one.slug: one for one in Agency.objects.all()}

    def child(self, given_name, born_on=date(2011, 6, 1), home=""):
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
        if home:
            statuses.begin(child, StatusKind.FULL_CARE_ORDER, by=worker, at=CAME)
            placements.place(
                child,
                kind=PlacementKind.CHILDRENS_HOME,
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

        by = self.people["social_worker" if child.placements.count() == 0 else "home_manager"]
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


def located(before):
    """A boy of fourteen in a home, missing since the evening."""
    child = before.child("Robin", home="alder-house")
    return {"Robin": [child, before.absence(child, SEEN)]}


def together(before):
    """Two children of one home, gone together since the Friday before."""
    from lantern.episodes.actions import links

    gone = SEEN - 3 * DAY
    found = {}
    for name in ("Robin", "Ash"):
        child = before.child(name, home="alder-house")
        found[name] = [child, before.absence(child, gone)]
    pair = [episode for _, episode in found.values()]
    links.link(pair, by=before.people["social_worker"], at=gone + 3 * HOUR)
    return found


def often(before):
    """A boy in a home, missing for the fourth time in two months, and back."""
    child = before.child("Robin", home="alder-house")
    for days in (50, 35, 20):
        began = SEEN - days * DAY
        before.absence(child, began, back=began + 5 * HOUR)
    return {"Robin": [child, before.absence(child, SEEN, back=SEEN + 5 * HOUR)]}


def rated(before):
    """Three children at home, and back: once missing; missing twice; missing once, absent five."""
    found = {}
    for name, missing, absent in (("Robin", 1, 0), ("Ash", 2, 0), ("Sam", 1, 5)):
        child = before.child(name)
        kinds = ["absent"] * absent + ["missing"] * missing
        for ago, kind in zip(range(len(kinds) - 1, -1, -1), kinds, strict=True):
            began = SEEN - 7 * ago * DAY
            last = before.absence(child, began, back=began + 4 * HOUR, classification=kind)
        found[name] = [child, last]
    return found


SCENES = {one.__name__: one for one in (located, together, often, rated)}

if __name__ == "__main__":
    setup_django()
    made = SCENES[sys.argv[1]](Before())
    told = {name: [row.reference for row in rows] for name, rows in made.items()}
    sys.stdout.write(json.dumps(told))
