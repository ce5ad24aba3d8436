"""Feedback: the form behind a personal link, the evaluation, the certificate."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.generic import View

from bilingual.text import page_language
from events.evaluation import evaluation_of
from events.forms.survey import SurveyForm, SurveySettingsForm
from events.models import Event, Registration, Survey
from events.services import certificates, survey_letters, surveys
from events.spreadsheets import table_file
from events.survey_export import table
from events.views.papers import PrintingMixin, pdf_response


@method_decorator(never_cache, name="dispatch")
class SurveyView(View):
    """The form; the link is enough, nobody signs in."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """The form, or why there is none."""
        try:
            person = surveys.read_survey_token(token)
        except surveys.SurveyLinkUnusable:
            return self._page("unusable", status=404)
        if surveys.has_answered(person):
            return self._page("done", person)
        survey = self._survey(person)
        if not surveys.takes_answers(survey):
            return self._page("closed", person)
        return self._page("open", person, form=self._form(person), survey=survey)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Keep the answers; what is wrong stands beside the fields."""
        try:
            person = surveys.read_survey_token(token)
            form = self._form(person, request.POST)
            if not form.is_valid():
                return self._page("open", person, form=form, survey=self._survey(person), status=422)
            language = page_language().value
            surveys.answer_survey(registration_id=person.pk, answers=form.answers(), language=language)
        except surveys.SurveyLinkUnusable:
            return self._page("unusable", status=404)
        except (surveys.AlreadyAnswered, surveys.NotOpen):
            pass
        return redirect("event_survey", token)

    def _survey(self, person: Registration) -> Survey | None:
        return Survey.objects.filter(pk=person.event_id).first()

    def _form(self, person: Registration, *data: Any) -> SurveyForm:
        return SurveyForm(*data, questions=list(surveys.questions_of(person.event_id)))

    def _page(self, state: str, person: Registration | None = None, *, status: int = 200, **more: Any) -> HttpResponse:
        context = {"state": state, "event": person.event if person else None, **more}
        if person and state == "done" and surveys.may_have_certificate(person):
            context["certificate"] = certificates.certificate_token(person)
        return render(self.request, "events/survey/survey.html", context, status=status)


@method_decorator(never_cache, name="dispatch")
class CertificateView(View):
    """A person's certificate of attendance by the signed link."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """The PDF in the language of the page; a page that says so when nobody was ticked in."""
        try:
            person = certificates.read_certificate_token(token)
        except certificates.CertificateUnusable:
            return render(request, "events/survey/no_certificate.html", {"event": None}, status=404)
        if not certificates.has_come(person.pk):
            return render(request, "events/survey/no_certificate.html", {"event": person.event}, status=404)
        return pdf_response(*certificates.certificate_of(person, page_language().value))


class FeedbackView(PrintingMixin, View):
    """The settings of the survey and what people have said."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Numbers, charts, comments, settings."""
        return self._page(self.event())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Make the survey, save its settings, or send the links."""
        event = self.event()
        if "prepare" in request.POST:
            surveys.prepare_survey(event_id=event.pk)
            messages.success(request, _("The survey has its first questions. Look through them, then open it."))
        elif "invite" in request.POST:
            self._invite(event)
        elif survey := self._survey(event):
            form = self._settings(survey, request.POST)
            if not form.is_valid():
                return self._page(event, form=form, status=422)
            surveys.configure_survey(event_id=event.pk, **form.cleaned_data)
            messages.success(request, _("The settings are saved."))
        return redirect("event_feedback", event.pk)

    def _invite(self, event: Event) -> None:
        try:
            sent = survey_letters.invite_to_survey(event_id=event.pk)
        except (surveys.NotOpen, Survey.DoesNotExist):
            messages.error(self.request, _("Please open the survey first."))
            return
        if not sent:
            messages.info(self.request, _("Everybody has got the link already."))
            return
        text = ngettext("%(number)d person gets the link.", "%(number)d people get the link.", sent)
        messages.success(self.request, text % {"number": sent})

    def _survey(self, event: Event) -> Survey | None:
        return Survey.objects.filter(pk=event.pk).first()

    def _settings(self, survey: Survey, *data: Any) -> SurveySettingsForm:
        return SurveySettingsForm(*data, instance=survey, has_answers=survey.responses.exists())

    def _page(self, event: Event, *, form: Any = None, status: int = 200) -> HttpResponse:
        survey = self._survey(event)
        context = {
            "event": event,
            "survey": survey,
            "form": form or (self._settings(survey) if survey else None),
            "evaluation": evaluation_of(event),
            "takes_answers": surveys.takes_answers(survey),
            "progress": survey_letters.progress_of(survey) if survey and survey.invited_at else None,
            "left": survey_letters.people_left(survey).count() if survey and survey.invited_at else 0,
            "may_edit": True,
        }
        return render(self.request, "events/survey/feedback.html", context, status=status)


class FeedbackExportView(PrintingMixin, View):
    """All answers as a table."""

    def get(self, request: HttpRequest, pk: int, ending: str) -> HttpResponse:
        """XLSX or CSV."""
        event = self.event()
        survey = Survey.objects.filter(pk=event.pk).first()
        header, lines = table(event, survey) if survey else ([], [])
        return table_file(ending, f"feedback-{event.slug[:60]}", _("Feedback"), header, lines)
