"""Addresses of the organiser pages."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from events.views import desk, mailings, organiser, planning, programme, registration_steps, registrations, speakers
from events.views import staff as staff_views

urlpatterns = [
    path("", organiser.OrganiserView.as_view(), name="organiser"),
    path(_("new/"), organiser.NewEventView.as_view(), name="event_new"),
    path("<int:pk>/", planning.PlanView.as_view(), name="event_plan"),
    path(_("<int:pk>/edit/"), planning.EventEditView.as_view(), name="event_edit"),
    path(_("<int:pk>/submit/"), planning.SubmitView.as_view(), name="event_submit"),
    path(_("<int:pk>/withdraw/"), planning.WithdrawView.as_view(), name="event_withdraw"),
    path(_("<int:pk>/archive/"), planning.ArchiveView.as_view(), name="event_archive"),
    path(_("<int:pk>/call-off/"), planning.CallOffView.as_view(), name="event_call_off"),
    path(_("<int:pk>/programme/"), programme.ProgrammeView.as_view(), name="event_programme"),
    path(_("<int:pk>/programme/new/"), programme.ItemView.as_view(), name="event_item_new"),
    path(_("<int:pk>/programme/<int:part>/"), programme.ItemView.as_view(), name="event_item"),
    path(_("<int:pk>/programme/<int:part>/step/"), programme.ItemStepView.as_view(), name="event_item_step"),
    path(_("<int:pk>/rooms-and-tracks/"), programme.RoomsView.as_view(), name="event_rooms"),
    path(_("<int:pk>/speakers/"), speakers.SpeakersView.as_view(), name="event_speakers"),
    path(_("<int:pk>/speakers/new/"), speakers.SpeakerView.as_view(), name="event_speaker_new"),
    path(_("<int:pk>/speakers/<int:part>/"), speakers.SpeakerView.as_view(), name="event_speaker"),
    path(_("<int:pk>/speakers/<int:part>/delete/"), speakers.SpeakerDeleteView.as_view(), name="event_speaker_delete"),
    path(_("<int:pk>/documents/"), speakers.DocumentsView.as_view(), name="event_documents"),
    path(_("<int:pk>/documents/new/"), speakers.DocumentView.as_view(), name="event_document_new"),
    path(_("<int:pk>/documents/<int:part>/"), speakers.DocumentView.as_view(), name="event_document_edit"),
    path(
        _("<int:pk>/documents/<int:part>/delete/"), speakers.DocumentDeleteView.as_view(), name="event_document_delete"
    ),
    path(_("<int:pk>/registration/"), desk.DeskView.as_view(), name="event_desk"),
    path(_("<int:pk>/questions/"), desk.QuestionsView.as_view(), name="event_questions"),
    path(_("<int:pk>/questions/new/"), desk.QuestionView.as_view(), name="event_question_new"),
    path(_("<int:pk>/questions/<int:part>/"), desk.QuestionView.as_view(), name="event_question"),
    path(_("<int:pk>/questions/<int:part>/step/"), desk.QuestionStepView.as_view(), name="event_question_step"),
    path(_("<int:pk>/consents/"), desk.ConsentsView.as_view(), name="event_consents"),
    path(_("<int:pk>/staff/"), staff_views.StaffView.as_view(), name="event_staff"),
    path(_("<int:pk>/staff/<int:part>/role/"), staff_views.StaffRoleView.as_view(), name="event_staff_role"),
    path(_("<int:pk>/staff/<int:part>/end/"), staff_views.StaffEndView.as_view(), name="event_staff_end"),
    path(_("<int:pk>/registrations/"), registrations.RegistrationsView.as_view(), name="event_registrations"),
    path(
        _("<int:pk>/registrations/table.<str:suffix>"),
        registrations.ExportView.as_view(),
        name="event_registrations_table",
    ),
    path(
        _("<int:pk>/registrations/steps/"),
        registration_steps.RegistrationStepsView.as_view(),
        name="event_registration_steps",
    ),
    path(
        _("<int:pk>/registrations/lists/"), registration_steps.SaveFilterView.as_view(), name="event_registration_lists"
    ),
    path(_("<int:pk>/registrations/<int:part>/"), registrations.RegistrationView.as_view(), name="event_registration"),
    path(
        _("<int:pk>/registrations/<int:part>/ticket/"),
        registrations.TicketAgainView.as_view(),
        name="event_registration_ticket",
    ),
    path(
        _("<int:pk>/registrations/<int:part>/substitute/"),
        registrations.SubstituteView.as_view(),
        name="event_registration_substitute",
    ),
    path(_("<int:pk>/mails/"), mailings.MailingsView.as_view(), name="event_mailings"),
    path(_("<int:pk>/mails/new/"), mailings.MailingEditView.as_view(), name="event_mailing_new"),
    path(_("<int:pk>/mails/<int:part>/"), mailings.MailingView.as_view(), name="event_mailing"),
    path(_("<int:pk>/mails/<int:part>/edit/"), mailings.MailingEditView.as_view(), name="event_mailing_edit"),
    path(_("<int:pk>/mails/<int:part>/step/"), mailings.MailingStepView.as_view(), name="event_mailing_step"),
]
