"""Addresses behind the links of mails, which need no signing in."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from enquiries.views.cooperations import CooperationLinkView
from enquiries.views.link import LinkView, link_file

urlpatterns = [
    path(_("answer/<str:token>/"), LinkView.as_view(), name="enquiry_link"),
    path(_("answer/<str:token>/files/<int:pk>/"), link_file, name="enquiry_link_file"),
    path(_("what-came-of-it/<str:token>/"), CooperationLinkView.as_view(), name="cooperation_link"),
]
