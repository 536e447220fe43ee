"""May they? Either yes, or no with a sentence a person can act on."""

from dataclasses import dataclass

from lantern.core.errors import Refused


@dataclass(frozen=True)
class Decision:
    """Truthy when allowed; otherwise carries the reason. Pages show it, actions require it."""

    reason: str = ""

    def __bool__(self) -> bool:
        return not self.reason

    def require(self) -> None:
        """Do nothing when allowed; raise Refused with the reason otherwise."""
        if self.reason:
            raise Refused(self.reason)


ALLOWED = Decision()


def refused(reason: str) -> Decision:
    """A refusal, with its reason."""
    return Decision(reason)


def allowed_if(condition: bool, otherwise: str) -> Decision:
    """Allowed when the condition holds; refused with this reason when not."""
    return ALLOWED if condition else Decision(otherwise)


def first_refusal(*decisions: Decision) -> Decision:
    """The first refusal among these, or allowed."""
    return next((decision for decision in decisions if not decision), ALLOWED)
