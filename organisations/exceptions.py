"""Why a change to an organisation or its members is not possible."""

from collections.abc import Collection


class OrganisationError(Exception):
    """A step that is not possible now."""


class LastOwner(OrganisationError):
    """An organisation keeps at least one owner."""


class AlreadyMember(OrganisationError):
    """The person acts for the organisation already."""


class AlreadyAsked(OrganisationError):
    """A request or an invitation of this person is open."""


class InvitationUnusable(OrganisationError):
    """The link is wrong, too old, used, or meant for another address."""


class EditConflict(OrganisationError):
    """Another editor has saved since this one opened the form; `fields` are those that differ now."""

    def __init__(self, fields: Collection[str], version: int) -> None:
        super().__init__(version)
        self.fields = fields
        self.version = version
