"""Why a step of the meeting exchange is not possible."""


class ExchangeError(Exception):
    """A step that is not possible now."""


class ExchangeClosed(ExchangeError):
    """Participants can neither join nor ask for meetings: not yet, or no longer."""


class NotTakingPart(ExchangeError):
    """One of the two has not joined, has left, or holds no place at the event."""


class MayNotMeet(ExchangeError):
    """The rules of the exchange, or the organiser, do not let these two meet."""


class AlreadyDeclined(ExchangeError):
    """The other side has declined once; asking the same again is not possible."""


class AskedOften(ExchangeError):
    """The same person was asked as often as one may ask."""


class NoneLeft(ExchangeError):
    """All requests, or all high priorities, that one participant has are in use; `most` is how many there are."""

    def __init__(self, most: int, *, is_high: bool = False) -> None:
        super().__init__(f"{most}, {is_high}")
        self.most, self.is_high = most, is_high


class AlreadyAnswered(ExchangeError):
    """The request is not in a state in which this is possible; it may have been answered or withdrawn meanwhile."""


class NothingToPlan(ExchangeError):
    """Something that planning needs is missing; `code` says what, `reason_words.MISSING` has the sentences."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class PlanGone(ExchangeError):
    """The plan that was looked at is no longer the one that could be changed or told."""


class PlanBroken(ExchangeError):
    """The plan cannot take place as things are now; `number` rules are broken."""

    def __init__(self, number: int) -> None:
        super().__init__(str(number))
        self.number = number


class PlaceTaken(ExchangeError):
    """The meeting cannot move there."""
