"""Why a step of a registration is not possible."""

from datetime import datetime


class RegistrationError(Exception):
    """A step that is not possible now."""


class NotOpenYet(RegistrationError):
    """Registration begins later; `opens_at` says when."""

    def __init__(self, opens_at: datetime) -> None:
        super().__init__(opens_at.isoformat())
        self.opens_at = opens_at


class RegistrationClosed(RegistrationError):
    """Nobody can register any more, or never could: closed, called off, over, not published."""


class GuestsNotAllowed(RegistrationError):
    """One has to sign in for this event."""


class TooManyPeople(RegistrationError):
    """One form takes `most` people."""

    def __init__(self, most: int) -> None:
        super().__init__(str(most))
        self.most = most


class TooManyForms(RegistrationError):
    """This address has sent many forms for this event within the hour."""


class OrganisationFull(RegistrationError):
    """An organisation sends at most `most` people, and `left` of these places are left for it."""

    def __init__(self, most: int, left: int) -> None:
        super().__init__(f"{most}, {left}")
        self.most, self.left = most, left


class SoldOut(RegistrationError):
    """There is no waiting list, and only `left` places; `item_id` when it is about a programme item."""

    def __init__(self, left: int, item_id: int | None = None) -> None:
        super().__init__(f"{left}, {item_id}")
        self.left, self.item_id = left, item_id


class AlreadyRegistered(RegistrationError):
    """Everybody in the form is registered already; `registration_ids` says who, for the mails."""

    def __init__(self, registration_ids: list[int]) -> None:
        super().__init__(str(registration_ids))
        self.registration_ids = registration_ids


class NotPossible(RegistrationError):
    """The registration's state does not allow this step."""


class OfferExpired(RegistrationError):
    """The place was kept for a time, which is over."""


class LinkUnusable(RegistrationError):
    """A link of a mail is wrong or too old."""


class PlanningError(Exception):
    """A step of the organisers that is not possible now."""


class Incomplete(PlanningError):
    """The chamber cannot review the event yet; `facts` says what is missing, in the reader's words."""

    def __init__(self, facts: list[str]) -> None:
        super().__init__(", ".join(facts))
        self.facts = facts


class HasBookings(PlanningError):
    """People have places in this programme item."""


class NoSuchAccount(PlanningError):
    """Nobody has an account with this e-mail address."""


class AlreadyStaff(PlanningError):
    """The person works for the event already."""


class LastMainOrganiser(PlanningError):
    """An event keeps at least one main organiser."""


class AlreadySent(PlanningError):
    """The mail is on its way already."""


class NobodyToWrite(PlanningError):
    """Nobody is left in the chosen list."""


class HasAnswers(PlanningError):
    """People have answered this question."""
