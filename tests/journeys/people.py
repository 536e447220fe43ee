"""Fill an empty product with the partnership's agencies and people, and no child. Run as a module."""

from datetime import UTC, datetime

from lantern.commands.cli import setup_django

if __name__ == "__main__":
    setup_django()
    from lantern.demo import cast
    from lantern.demo.partnership import BODIES, DESKS, PEOPLE

    cast.make(at=datetime(2014, 1, 6, 9, 0, tzinfo=UTC), bodies=BODIES, desks=DESKS, people=PEOPLE)
