"""The parent of companies and institutions, and all that stands around it."""

from organisations.models.certificate import Certificate
from organisations.models.classification import Capability, Sector
from organisations.models.membership import Invitation, JoinRequest, Membership
from organisations.models.organisation import Organisation
from organisations.models.place import Postcode, Region, Town

__all__ = [
    "Capability",
    "Certificate",
    "Invitation",
    "JoinRequest",
    "Membership",
    "Organisation",
    "Postcode",
    "Region",
    "Sector",
    "Town",
]
