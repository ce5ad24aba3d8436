"""Addresses of registering, under those of the events."""

from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext_lazy as _

from events.views.handing_on import HandOnView, TakeOverView
from events.views.managing import CalendarView, ChangeView, ManageView, TicketView
from events.views.registering import EventRegisterView, RegisteredView

urlpatterns: list[URLPattern | URLResolver] = [
    path(_("registration/<str:token>/"), ManageView.as_view(), name="registration_manage"),
    path(_("registration/<str:token>/<int:pk>/change/"), ChangeView.as_view(), name="registration_change"),
    path(_("registration/<str:token>/<int:pk>/hand-on/"), HandOnView.as_view(), name="registration_hand_on"),
    path(_("place-for-you/<str:token>/"), TakeOverView.as_view(), name="registration_take_over"),
    path(_("registration/<str:token>/<int:pk>/ticket/"), TicketView.as_view(), name="registration_ticket"),
    path(_("registration/<str:token>/<int:pk>/calendar.ics"), CalendarView.as_view(), name="registration_calendar"),
    path(_("<slug:slug>/register/"), EventRegisterView.as_view(), name="event_register"),
    path(_("<slug:slug>/register/thanks/"), RegisteredView.as_view(), name="event_registered"),
]
