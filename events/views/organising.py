"""What the organiser pages share: the event in the address, for those who may work on it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.forms.utils import ErrorDict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from accounts.held_input import HeldInputMixin
from events.models import Event
from events.services.programme import save_part

SESSION_KEY = "organises"
"""Set once somebody has seen an organiser page: the header then leads there."""


class OrganiserMixin(LoginRequiredMixin):
    """Main organisers and support; strangers get 404."""

    request: HttpRequest
    kwargs: dict[str, Any]
    section = "plan"
    template_name = ""

    def events(self) -> QuerySet[Event]:
        """Those that the user may plan."""
        rows: QuerySet[Event] = Event.objects.editable_by(self.request.user)
        return rows.select_related("organisation", "region")

    @cached_property
    def event(self) -> Event:
        """The one in the address."""
        return get_object_or_404(self.events(), pk=self.kwargs["pk"])

    def page(self, *, status: int = 200, template: str = "", **context: Any) -> HttpResponse:
        """A page of the event, with its navigation."""
        values = {"event": self.event, "section": self.section, **context}
        return render(self.request, template or self.template_name, values, status=status)


class ManagerMixin(OrganiserMixin):
    """Main organisers only."""

    def events(self) -> QuerySet[Event]:
        """Those that the user decides about."""
        rows: QuerySet[Event] = Event.objects.managed_by(self.request.user)
        return rows.select_related("organisation", "region")


class StepView(OrganiserMixin, View):
    """A button of a page; who comes back from signing in sees that page again."""

    back = "event_plan"

    def get(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """The page with the button."""
        return redirect(self.back, self.event.pk)


def unjudged_form(form: Any) -> Any:
    """What was typed, without errors: for the steps of a form that do not save."""
    form._errors, form.cleaned_data = ErrorDict(), {}
    return form


class PartFormView(HeldInputMixin, OrganiserMixin, View):
    """The form of a part of an event: a new one, or the one that `part` in the address names."""

    model: type[Any]
    form_class: type[Any]
    back = ""
    saved_text: Any = gettext_lazy("Your changes have been saved.")

    def get(self, request: HttpRequest, pk: int, part: int | None = None) -> HttpResponse:
        """The form, or what was typed before the session ended."""
        form = self.form(self.part())
        if self.held is not None:
            messages.info(request, _("You were signed out in the meantime. What you typed is back, but not saved yet."))
            form = unjudged_form(self.form(self.part(), self.held))
        return self.form_page(form)

    def post(self, request: HttpRequest, pk: int, part: int | None = None) -> HttpResponse:
        """Save, and go back to the list."""
        form = self.form(self.part(), request.POST, request.FILES)
        if not form.is_valid():
            return self.form_page(form, status=422)
        self.save(form)
        messages.success(request, self.saved_text)
        return redirect(self.back, pk)

    def part(self) -> Any:
        """The row that is edited, or a new one; of another event there is none."""
        number = self.kwargs.get("part")
        if number is None:
            return self.model()
        return get_object_or_404(self.model._default_manager.filter(event=self.event.pk), pk=number)

    def form(self, part: Any, *data: Any) -> Any:
        """The form for a row."""
        return self.form_class(*data, instance=part, event=self.event)

    def save(self, form: Any) -> None:
        """Write a valid form."""
        save_part(form=form, event_id=self.event.pk, actor=self.request.user)

    def form_page(self, form: Any, *, status: int = 200) -> HttpResponse:
        """The page with the form; files are not kept over a mistake, it says so."""
        lost = bool(self.request.FILES) and "upload" not in form.errors
        return self.page(form=form, part=form.instance, lost_file=lost, status=status)
