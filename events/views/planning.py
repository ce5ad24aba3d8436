"""An event on its way: where it stands, its facts, and the buttons that change its state."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from accounts.held_input import HeldInputMixin
from bilingual.choices import Language, TextState
from bilingual.text import page_language
from events.choices import ENDED
from events.completeness import missing_facts
from events.exceptions import Incomplete
from events.forms.event import CallOffForm, EventForm
from events.forms.partners import PartnerFormSet, unjudged, with_one_more
from events.models import Event
from events.next_steps import stages
from events.services.planning import YES, archive_event, call_off, is_elsewhere, save_event, submit_event
from events.views.organising import ManagerMixin, OrganiserMixin, StepView
from organisations.exceptions import EditConflict
from organisations.models import Organisation
from organisations.views.conflicts import saved_meanwhile
from organisations.views.workspace import newest_reason
from publishing import services as publishing
from publishing.exceptions import ReviewError
from publishing.models import Revision

HISTORY = 20  # revisions on the page
NAMES = 500  # of institutions that are offered while somebody types
DECIDED = gettext_lazy("The chamber has decided in the meantime.")


class PlanView(OrganiserMixin, View):
    """Where an event stands on its way to the readers, why, and what comes next."""

    template_name = "events/organiser/plan.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """State, stages, reason, history."""
        return self.page(**self.context())

    def context(self) -> dict[str, Any]:
        """What the page shows."""
        event = self.event
        revisions = list(Revision.objects.of(event.kind, event.pk).defer("snapshot").select_related("actor")[:HISTORY])
        may_submit = event.status in publishing.MAY_SUBMIT and not event.is_called_off
        return {
            "stages": list(stages(event)),
            "missing": missing_facts(event) if may_submit else [],
            "may_submit": may_submit,
            "revisions": revisions,
            "reason": newest_reason(revisions),
            "is_main": Event.objects.managed_by(self.request.user).filter(pk=event.pk).exists(),
            "call_off_form": CallOffForm(),
        }


class EventEditView(HeldInputMixin, OrganiserMixin, View):
    """Both languages side by side, all facts, and the partners."""

    template_name = "events/organiser/edit.html"
    section = "edit"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The saved event, or what was typed before the session ended."""
        if self.held is None:
            return self._page(EventForm(instance=self.event), PartnerFormSet(instance=self.event))
        messages.info(request, _("You were signed out in the meantime. What you typed is back, but not saved yet."))
        form = EventForm(self.held, instance=self.event).without_errors()
        return self._page(form, unjudged(PartnerFormSet(self.held, instance=self.event)))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Save, or one more row for a partner."""
        event = self.event
        form = EventForm(request.POST, instance=event)
        if request.POST.get("action") == "add_partner":
            prefix = PartnerFormSet.get_default_prefix()
            partners = PartnerFormSet(with_one_more(request.POST, prefix), instance=event)
            return self._page(form.without_errors(), unjudged(partners))
        partners = PartnerFormSet(request.POST, instance=event)
        if not (form.is_valid() & partners.is_valid()):
            return self._page(form, partners, status=422)
        values = form.cleaned_data
        if self._must_ask(form):
            return self._ask(form, partners)
        try:
            save_event(
                form=form, partners=partners, actor=request.user,
                version=values["version"], checked=values["translation_checked"],
            )  # fmt: skip
        except EditConflict as conflict:
            return self._conflict(form, partners, conflict)
        return self._saved(form, form.instance)

    def _must_ask(self, form: EventForm) -> bool:
        """Whether people would come at the wrong time or to the wrong place, and nobody has said if they are told."""
        if "tell_participants" not in form.fields or form.cleaned_data["tell_participants"]:
            return False
        return is_elsewhere(form.instance, self.events().get(pk=form.instance.pk))

    def _ask(self, form: EventForm, partners: Any) -> HttpResponse:
        """The same page with the question; yes is chosen unless the organiser says no."""
        data: Any = self.request.POST.copy()
        data["tell_participants"] = YES
        form.data = data
        concerned = self.event.registrations.exclude(state__in=ENDED).count()
        return self._page(form, partners, asks=True, concerned=concerned)

    def _saved(self, form: EventForm, event: Event) -> HttpResponse:
        messages.success(self.request, _("Your changes have been saved."))
        translation = event.state(Language(event.original_language).other)
        if form.cleaned_data["translation_checked"] and translation != TextState.CHECKED:
            messages.warning(self.request, _("The translation still lacks a text, so it is shown as a draft."))
        return redirect("event_plan", event.pk)

    def _conflict(self, form: EventForm, partners: Any, conflict: EditConflict) -> HttpResponse:
        """Nothing is lost: what was typed stays in the form, what the other editor has saved stands beside."""
        saved = self.events().get(pk=form.instance.pk)
        if not conflict.fields and not partners.has_changed():
            return self._saved(form, saved)
        rows = saved_meanwhile(form, saved, conflict.fields, with_certificates=False)
        data = self.request.POST.copy()
        data["version"] = str(conflict.version)
        typed = EventForm(data, instance=saved).without_errors()
        return self._page(typed, unjudged(PartnerFormSet(data, instance=saved)), conflict=rows, status=409)

    def _page(self, form: EventForm, partners: Any, *, status: int = 200, **context: Any) -> HttpResponse:
        # a bound form has put what was typed into its instance
        saved = self.events().get(pk=form.instance.pk)
        names = Organisation.objects.published().institutions().order_by(f"sort_key_{page_language()}")
        context |= {"form": form, "partners": partners, "names": names.values_list("name", flat=True)[:NAMES]}
        return self.page(**context, event=saved, status=status)


class SubmitView(StepView):
    """Hand it over to the chamber."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Submit when nothing is missing."""
        try:
            submit_event(pk=self.event.pk, actor=request.user)
        except Incomplete as incomplete:
            facts = ", ".join(incomplete.facts)
            messages.error(request, _("Before the review please add: %(facts)s.") % {"facts": facts})
            return redirect("event_edit", pk)
        except ReviewError:
            messages.info(request, _("It is already with the chamber or published."))
        else:
            messages.success(request, _("Thank you. Your chamber now looks at it and you will get an e-mail."))
        return redirect("event_plan", pk)


class WithdrawView(StepView):
    """Take it back from the review."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Make it a draft again."""
        try:
            publishing.withdraw(kind=Event.kind, pk=self.event.pk, actor=request.user)
        except ReviewError:
            messages.info(request, DECIDED)
        else:
            messages.success(request, _("It is a draft again."))
        return redirect("event_plan", pk)


class ArchiveView(ManagerMixin, StepView):
    """Take it off the public pages."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Archive it."""
        try:
            archive_event(pk=self.event.pk, actor=request.user)
        except ReviewError:
            messages.info(request, _("It has been archived already."))
        else:
            messages.success(request, _("It is no longer public. You can submit it again or copy it at any time."))
        return redirect("event_plan", pk)


class CallOffView(ManagerMixin, PlanView):
    """Say that it does not take place, why, and tell the participants."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Call it off; a reason in both languages is needed, since participants read it."""
        form = CallOffForm(request.POST)
        if not form.is_valid():
            return self.page(**{**self.context(), "call_off_form": form}, status=422)
        try:
            call_off(pk=self.event.pk, actor=request.user, **form.cleaned_data)
        except ReviewError:
            messages.info(request, _("It has been called off already."))
        else:
            messages.success(request, _("It is called off. The participants are told by e-mail."))
        return redirect("event_plan", pk)
