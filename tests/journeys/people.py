"""Fill an empty product with the partnership's agencies and people, and no child. Run as a module.

Alder House and the Okafor household are the authority's own; the other two are not.
"""

from datetime import UTC, datetime

from lantern.commands.cli import setup_django

MADE_AT = datetime(2009, 1, 5, 9, 0, tzinfo=UTC)


if __name__ == "__main__":
    setup_django()
    from lantern.demo import cast
    from lantern.demo.partnership import BODIES, DESKS, PEOPLE, Body, Person
    from lantern.placements.actions import homes
    from lantern.vocabulary.agency import AgencyKind
    from lantern.vocabulary.role import Role

    PRIVATE = (
        Body("pereira", "The Pereira household", AgencyKind.FOSTER_HOUSEHOLD, "calderbrook"),
        Body("fern-house", "Fern House", AgencyKind.CHILDRENS_HOME, "calderbrook"),
    )
    THEIR_PEOPLE = (
        Person("private_foster_carer", "Marta Pereira", "pereira", Role.FOSTER_CARER),
        Person("private_home_manager", "Owen Tull", "fern-house", Role.HOME_MANAGER),
    )
    made = cast.make(
        at=MADE_AT,
        bodies=(*BODIES, *PRIVATE),
        desks=DESKS,
        people=(*PEOPLE, *THEIR_PEOPLE),
    )
    for slug in ("alder-house", "okafor"):
        homes.describe(
            made.agencies[slug],
            by=made.actors["administrator"],
            at=MADE_AT,
            address="1 Example Lane",
            postcode="ZZ99 3WZ",
            run_by=made.agencies["calderbrook"],
        )
