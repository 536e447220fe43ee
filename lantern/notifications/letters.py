"""What a channel is given and what it says: a letter, and how its sending went."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One message to one address. `key` names its cause, the same at each attempt."""

    key: str
    address: str
    subject: str
    body: str


class NotSent(Exception):
    """The letter was not accepted. A permanent refusal will not change by trying again.

    The fault is fit for a page and the database: it holds no words of the letter.
    """

    def __init__(self, fault: str, *, permanent: bool) -> None:
        super().__init__(fault)
        self.fault = fault
        self.permanent = permanent
