"""Why a step of a listing is not possible."""


class ListingError(Exception):
    """A step that is not possible now."""


class NotRenewable(ListingError):
    """It is not published: a draft, in review, sent back or closed."""


class RenewalUnusable(ListingError):
    """The link in the mail is wrong or too old."""


class TooManyAttachments(ListingError):
    """A listing has at most five files."""


class NamedAlready(ListingError):
    """It has been public with the name: it cannot become a cipher demand any more."""


class Incomplete(ListingError):
    """The chamber cannot review it yet; `facts` says what is missing, in the reader's words."""

    def __init__(self, facts: list[str]) -> None:
        super().__init__(", ".join(facts))
        self.facts = facts
