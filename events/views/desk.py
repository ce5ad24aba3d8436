"""How people register: settings, questions, consents."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic import View

from accounts.held_input import HeldInputMixin
from events.choices import Purpose, QuestionUse
from events.exceptions import HasAnswers
from events.forms.desk import ConsentForm, DeskForm
from events.forms.questions import QuestionForm
from events.models import Question
from events.services import desk
from events.services.places import places_left
from events.views.organising import OrganiserMixin, PartFormView, StepView


class DeskView(PartFormView):
    """Times, places and rules of the registration."""

    form_class = DeskForm
    template_name = "events/organiser/desk.html"
    section = "desk"
    back = "event_plan"

    def part(self) -> Any:
        """The one desk of the event."""
        return desk.desk_of(self.event)

    def form(self, part: Any, *data: Any) -> Any:
        """The form for the desk."""
        return DeskForm(*data[:1], instance=part)

    def save(self, form: Any) -> None:
        """Save it; with more places who waits moves up."""
        desk.save_desk(form=form, actor=self.request.user)

    def form_page(self, form: Any, *, status: int = 200) -> HttpResponse:
        """The form with the numbers of today."""
        return self.page(form=form, places=places_left(self.event.pk).event, status=status)


class QuestionsView(OrganiserMixin, View):
    """All questions, of the registration and of the feedback."""

    template_name = "events/organiser/questions.html"
    section = "questions"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Two lists."""
        rows = list(self.event.questions.all())
        lists = [(use, use.label, [row for row in rows if row.use == use]) for use in QuestionUse]
        return self.page(lists=lists)


class QuestionView(PartFormView):
    """One question."""

    model = Question
    form_class = QuestionForm
    template_name = "events/organiser/question.html"
    section = "questions"
    back = "event_questions"

    def form(self, part: Any, *data: Any) -> Any:
        """A new question is asked where the link says."""
        use = self.request.GET.get("use")
        initial = {"use": use} if use in QuestionUse.values and not part.pk else {}
        return QuestionForm(*data[:1], instance=part, event=self.event, initial=initial)

    def save(self, form: Any) -> None:
        """Save it; a new one comes last."""
        desk.save_question(form=form)


class QuestionStepView(StepView):
    """Move a question, or ask it no longer."""

    back = "event_questions"

    def post(self, request: HttpRequest, pk: int, part: int) -> HttpResponse:
        """One place up or down, or away."""
        event_id, step = self.event.pk, request.POST.get("step", "")
        try:
            if step in {"up", "down"}:
                desk.move_question(event_id=event_id, question_id=part, by=-1 if step == "up" else 1)
            elif step == "delete":
                desk.delete_question(event_id=event_id, question_id=part)
        except Question.DoesNotExist as error:
            raise Http404 from error
        except HasAnswers:
            messages.error(request, _("There are answers to this question already, so it stays."))
        return redirect(self.back, pk)


class ConsentsView(HeldInputMixin, OrganiserMixin, View):
    """What participants agree to, by purpose."""

    template_name = "events/organiser/consents.html"
    section = "consents"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The texts in force, or suggestions."""
        return self.page(forms=self._forms(self.held))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Put the texts in force."""
        forms = self._forms(request.POST)
        # each is judged, so that all errors show
        if [form for form in forms if not form.is_valid()]:
            return self.page(forms=forms, status=422)
        changed = desk.save_consents(event_id=self.event.pk, forms=forms)
        messages.success(request, _("The texts have been saved.") if changed else _("Nothing was changed."))
        return redirect("event_consents", pk)

    def _forms(self, data: Any) -> list[ConsentForm]:
        present = {row.purpose: row for row in self.event.consent_texts.filter(replaced_at=None)}
        return [
            ConsentForm(data, event=self.event, purpose=purpose, present=present.get(purpose)) for purpose in Purpose
        ]
