"""Children and episodes at a stage of their story, made through the actions."""

from datetime import date, datetime, timedelta

from lantern.core.instants import LONDON
from lantern.episodes.actions import reports, returns
from lantern.episodes.details import LastSeen, ReportDetails, Reporter, ReturnDetails
from lantern.episodes.history import Moment, PastAbsence
from lantern.people.actions import children, statuses
from lantern.placements.actions import placements
from lantern.vocabulary.absence import Precision, WhereaboutsKnown
from lantern.vocabulary.agency import AgencyKind
from lantern.vocabulary.placement import PlacementKind, StatusKind

BEFORE = datetime(2026, 1, 5, 10, 0, tzinfo=LONDON)
"""When the children of these tests came to their placements."""
SEEN = datetime(2026, 3, 2, 18, 30, tzinfo=LONDON)
REPORTED = datetime(2026, 3, 2, 21, 0, tzinfo=LONDON)
LATER = REPORTED + timedelta(minutes=30)


def a_child(cast, given_name="Tamsin", born_on=date(2011, 6, 1), authority=None, **fields):
    """A child of Calderbrook, living at home."""
    by = cast.social_worker if authority is None else cast.call_handler
    return children.add(
        by=by,
        at=BEFORE,
        authority=authority or cast.calderbrook,
        given_name=given_name,
        family_name="Redfern",
        born_on=born_on,
        **fields,
    )


def a_looked_after_child(cast, given_name="Tamsin", carer=None, *, supported=False, **fields):
    """A child of Calderbrook under a care order, placed at Alder House or where asked."""
    child = a_child(cast, given_name, **fields)
    statuses.begin(child, StatusKind.FULL_CARE_ORDER, by=cast.social_worker, at=BEFORE)
    home = carer or cast.alder_house
    foster = home.kind == AgencyKind.FOSTER_HOUSEHOLD
    in_home = PlacementKind.SUPPORTED if supported else PlacementKind.CHILDRENS_HOME
    placements.place(
        child,
        kind=PlacementKind.FOSTER_CARE if foster else in_home,
        carer=home,
        host_authority=cast.calderbrook,
        by=cast.social_worker,
        at=BEFORE,
    )
    return child


def a_report(**fields):
    """What the home manager says on the telephone: little, and enough."""
    given = {
        "reporter": Reporter(name="Dean Whitlock", telephone="01632 960 101"),
        "last_seen": LastSeen(at=SEEN, place="The bus stop by Alder House"),
        "circumstances": "She did not come back from the shop.",
    }
    return ReportDetails(**given | fields)


def an_episode(cast, child=None, by=None, at=REPORTED, **fields):
    """A looked-after child reported missing by the home."""
    return reports.report(
        child or a_looked_after_child(cast),
        by=by or cast.home_manager,
        at=at,
        report=a_report(**fields),
    )


def a_returned_episode(cast, child=None, at=LATER):
    """The same, and the child came back by herself half an hour later."""
    episode = an_episode(cast, child)
    returns.record_returned(
        episode, by=cast.home_manager, at=at, now=at, details=ReturnDetails(), words="Walked in."
    )
    return episode


def a_day(year, month, number):
    """A date as a return knows it."""
    return Moment(at=datetime(year, month, number, tzinfo=LONDON), precision=Precision.DAY)


def a_past_absence(cast, child=None, began=None, ended=None, **fields):
    """Missing from 2 May 2025, by the dates of a return."""
    child = child or a_child(cast)
    began = began or a_day(2025, 5, 2)
    return PastAbsence(
        key=f"ssda903:{child.reference}:M:{began.at:%Y-%m-%d}",
        child_id=child.pk,
        authority_id=cast.calderbrook.pk,
        began=began,
        ended=ended,
        whereabouts=WhereaboutsKnown.NOT_KNOWN,
        source="SSDA903 return for the year to 31 March 2026",
        **fields,
    )
