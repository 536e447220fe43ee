"""One call of every action, made ready and not yet done, for tests that hold for all of them.

    @audited("lantern.people.actions.children.restrict")
    def _(cast):
        child = a_child(cast)
        return lambda: children.restrict(child, by=cast.team_manager, at=LATER)

A new action without a call here fails `test_every_action_has_a_call_or_a_reason`.
"""

CALLS = {}


def audited(name):
    """Register how to make this action ready: what is returned does it."""

    def register(prepare):
        CALLS[name] = prepare
        return prepare

    return register
