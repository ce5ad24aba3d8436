"""Addresses of the check-in and the papers, under the organiser pages."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from events.views.day import CheckInView, TickView, UndoView, WalkInView
from events.views.devices import PeopleView, TicksView, WalkInsView, WorkerView
from events.views.papers import PapersView, PaperView
from events.views.stands import StandDecisionView, StandsView, VisitsView
from events.views.surveys import FeedbackExportView, FeedbackView

urlpatterns = [
    path(_("<int:pk>/check-in/"), CheckInView.as_view(), name="event_check_in"),
    path(_("<int:pk>/check-in/tick/"), TickView.as_view(), name="event_tick"),
    path(_("<int:pk>/check-in/undo/"), UndoView.as_view(), name="event_undo_tick"),
    path(_("<int:pk>/check-in/walk-in/"), WalkInView.as_view(), name="event_walk_in"),
    path(_("<int:pk>/check-in/people.json"), PeopleView.as_view(), name="event_people"),
    path(_("<int:pk>/check-in/ticks.json"), TicksView.as_view(), name="event_ticks"),
    path(_("<int:pk>/check-in/walk-ins.json"), WalkInsView.as_view(), name="event_walk_ins"),
    path(_("<int:pk>/check-in/worker.js"), WorkerView.as_view(), name="event_check_in_worker"),
    path(_("<int:pk>/papers/"), PapersView.as_view(), name="event_papers"),
    path(_("<int:pk>/papers/<str:paper>.pdf"), PaperView.as_view(), name="event_paper"),
    path(_("<int:pk>/stands/"), StandsView.as_view(), name="event_stands"),
    path(_("<int:pk>/stands/<int:request_pk>/"), StandDecisionView.as_view(), name="stand_decision"),
    path(_("<int:pk>/visits/"), VisitsView.as_view(), name="event_visits"),
    path(_("<int:pk>/feedback/"), FeedbackView.as_view(), name="event_feedback"),
    path(_("<int:pk>/feedback/answers.xlsx"), FeedbackExportView.as_view(), {"ending": "xlsx"}, name="feedback_xlsx"),
    path(_("<int:pk>/feedback/answers.csv"), FeedbackExportView.as_view(), {"ending": "csv"}, name="feedback_csv"),
]
