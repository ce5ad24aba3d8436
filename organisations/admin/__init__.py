"""Organisations in the administration; companies and institutions register their own faces."""

from organisations.admin.people import InvitationAdmin, JoinRequestAdmin, MembershipAdmin
from organisations.admin.reference import CapabilityAdmin, PostcodeAdmin, RegionAdmin, SectorAdmin
from organisations.admin.responsibilities import ResponsibilityAdmin

__all__ = [
    "CapabilityAdmin",
    "InvitationAdmin",
    "JoinRequestAdmin",
    "MembershipAdmin",
    "PostcodeAdmin",
    "RegionAdmin",
    "ResponsibilityAdmin",
    "SectorAdmin",
]
