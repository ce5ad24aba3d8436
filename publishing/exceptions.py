"""Why a step of the review is not possible."""


class ReviewError(Exception):
    """A step that the review does not allow now."""


class NotResponsible(ReviewError):
    """The clerk does not look after the entry's region."""


class AlreadyDecided(ReviewError):
    """Somebody was quicker, or the entry is not in a state that allows the step."""


class ChangedMeanwhile(ReviewError):
    """The entry has a newer state than the one the clerk has read."""
