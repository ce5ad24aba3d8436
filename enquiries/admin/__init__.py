"""Enquiries in the administration: what chambers look after, reports, and the log of cooperations."""

from enquiries.admin.cooperations import CooperationAdmin
from enquiries.admin.reports import ReportAdmin
from enquiries.admin.supervision import ConversationAdmin

__all__ = ["ConversationAdmin", "CooperationAdmin", "ReportAdmin"]
