"""Why a step of an enquiry is not possible."""

from collections.abc import Sequence


class EnquiryError(Exception):
    """A step that is not possible now."""


class NotPublished(EnquiryError):
    """Only published organisations ask and are asked."""


class Unreachable(EnquiryError):
    """Nobody acts for these organisations, and they have no address; `names` says which."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(len(names))
        self.names = list(names)


class Refused(EnquiryError):
    """These organisations take no enquiries from the sender, or have not answered earlier ones yet."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(len(names))
        self.names = list(names)


class Blocked(Refused):
    """The recipients have blocked the sender."""


class TooManyWaiting(Refused):
    """Earlier enquiries to the recipients wait for their first answer."""


class TooMany(EnquiryError):
    """The limit of a day is reached."""


class Suspended(EnquiryError):
    """The chamber has suspended the sender because of an abuse."""


class Ended(EnquiryError):
    """The conversation is over, or not in a state that allows the step."""


class AnsweredMeanwhile(EnquiryError):
    """A colleague has written since the page was opened."""


class LinkUnusable(EnquiryError):
    """The link is wrong, too old, or meant for somebody who has left."""


class AlreadyDecided(EnquiryError):
    """Another clerk was quicker."""


class NotHidden(EnquiryError):
    """There is no identity to reveal, or it is revealed already."""
