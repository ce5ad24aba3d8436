"""Addresses of the workspace that belong to enquiries."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from enquiries.choices import Side
from enquiries.views.cooperations import CooperationListView, CooperationStageView, NewCooperationView
from enquiries.views.files import enquiry_file
from enquiries.views.lists import BlockListView, EnquiryListView, UnblockView
from enquiries.views.thread import ConversationView
from enquiries.views.writing import NewEnquiryView

urlpatterns = [
    path(_("enquiries/"), EnquiryListView.as_view(side=Side.RECIPIENT), name="enquiries_received"),
    path(_("enquiries/sent/"), EnquiryListView.as_view(side=Side.SENDER), name="enquiries_sent"),
    path(_("enquiries/new/"), NewEnquiryView.as_view(), name="enquiry_new"),
    path(_("enquiries/blocked/"), BlockListView.as_view(), name="enquiry_blocks"),
    path(_("enquiries/blocked/<int:pk>/undo/"), UnblockView.as_view(), name="enquiry_unblock"),
    path(_("enquiries/<int:pk>/"), ConversationView.as_view(), name="enquiry_detail"),
    path(_("enquiries/<int:pk>/files/<int:file_pk>/"), enquiry_file, name="enquiry_file"),
    path(_("cooperations/"), CooperationListView.as_view(), name="cooperations"),
    path(_("cooperations/new/"), NewCooperationView.as_view(), name="cooperation_new"),
    path(_("cooperations/<int:pk>/stage/"), CooperationStageView.as_view(), name="cooperation_stage"),
]
