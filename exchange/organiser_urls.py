"""Addresses of the organiser's settings, resources, people and requests."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from exchange.views import interpreters, participants, requests, setup, slots, tables

urlpatterns = [
    path(_("<int:pk>/exchange/"), setup.SetupView.as_view(), name="exchange_setup"),
    path(_("<int:pk>/exchange/new/"), setup.CreateView.as_view(), name="exchange_create"),
    path(_("<int:pk>/exchange/slots/"), slots.SlotsView.as_view(), name="exchange_slots"),
    path(_("<int:pk>/exchange/tables/"), tables.TablesView.as_view(), name="exchange_tables"),
    path(_("<int:pk>/exchange/tables/<int:part>/"), tables.TableView.as_view(), name="exchange_table"),
    path(_("<int:pk>/exchange/interpreters/"), interpreters.InterpretersView.as_view(), name="exchange_interpreters"),
    path(
        _("<int:pk>/exchange/interpreters/new/"),
        interpreters.InterpreterView.as_view(),
        name="exchange_interpreter_new",
    ),
    path(
        _("<int:pk>/exchange/interpreters/<int:part>/"),
        interpreters.InterpreterView.as_view(),
        name="exchange_interpreter",
    ),
    path(_("<int:pk>/exchange/participants/"), participants.ParticipantsView.as_view(), name="exchange_participants"),
    path(
        _("<int:pk>/exchange/participants/table.<str:suffix>"),
        participants.ParticipantsTableView.as_view(),
        name="exchange_participants_table",
    ),
    path(
        _("<int:pk>/exchange/participants/missing/"), participants.NotJoinedView.as_view(), name="exchange_not_joined"
    ),
    path(
        _("<int:pk>/exchange/participants/missing/<int:part>/"),
        participants.ParticipantNewView.as_view(),
        name="exchange_participant_new",
    ),
    path(
        _("<int:pk>/exchange/participants/<int:part>/"),
        participants.ParticipantView.as_view(),
        name="exchange_participant",
    ),
    path(
        _("<int:pk>/exchange/participants/<int:part>/step/"),
        participants.ParticipantStepView.as_view(),
        name="exchange_participant_step",
    ),
    path(_("<int:pk>/exchange/requests/"), requests.RequestsView.as_view(), name="exchange_requests"),
    path(
        _("<int:pk>/exchange/requests/table.<str:suffix>"),
        requests.RequestsTableView.as_view(),
        name="exchange_requests_table",
    ),
    path(_("<int:pk>/exchange/requests/wish/"), requests.WishView.as_view(), name="exchange_wish"),
    path(_("<int:pk>/exchange/requests/bans/"), requests.BansView.as_view(), name="exchange_bans"),
]
