"""Who works for an event."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.generic import View

from accounts.held_input import HeldInputMixin
from events.choices import StaffRole
from events.exceptions import AlreadyStaff, LastMainOrganiser, NoSuchAccount
from events.forms.staff import StaffForm, StaffRoleForm
from events.models import Event, EventStaff
from events.services import staffing
from events.views.day import DoorMixin
from events.views.organising import ManagerMixin, OrganiserMixin, StepView


class StaffView(HeldInputMixin, OrganiserMixin, View):
    """All colleagues; main organisers also take people in."""

    template_name = "events/organiser/staff.html"
    section = "staff"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The list and the form."""
        return self._page(StaffForm(self.held))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take somebody in."""
        if not self._is_main():
            raise Http404
        form = StaffForm(request.POST)
        if not form.is_valid():
            return self._page(form, status=422)
        values = form.cleaned_data
        try:
            staffing.add_staff(
                event_id=self.event.pk, email=values["email"], role=StaffRole(values["role"]), actor=request.user
            )
        except NoSuchAccount:
            form.add_error("email", _("Nobody has an account with this address. Ask the person to register first."))
        except AlreadyStaff:
            form.add_error("email", _("This person works for the event already."))
        else:
            messages.success(request, _("The person has been told by e-mail."))
            return redirect("event_staff", pk)
        return self._page(form, status=422)

    def _is_main(self) -> bool:
        return bool(Event.objects.managed_by(self.request.user).filter(pk=self.event.pk).exists())

    def _page(self, form: StaffForm, *, status: int = 200) -> HttpResponse:
        people = self.event.staff.select_related("user")
        return self.page(form=form, people=people, is_main=self._is_main(), roles=StaffRole.choices, status=status)


def last_main_organiser() -> str:
    """Why the step was not taken."""
    return _("An event needs at least one main organiser. Make somebody else one first.")


class StaffRoleView(ManagerMixin, StepView):
    """Give somebody another role."""

    back = "event_staff"

    def post(self, request: HttpRequest, pk: int, part: int) -> HttpResponse:
        """Change it unless the last main organiser would be gone."""
        row = get_object_or_404(self.event.staff, pk=part)
        form = StaffRoleForm(request.POST)
        if form.is_valid():
            try:
                role = StaffRole(form.cleaned_data["role"])
                staffing.change_staff_role(event_id=pk, staff_id=row.pk, role=role)
                messages.success(request, _("The role has been changed."))
            except LastMainOrganiser:
                messages.error(request, last_main_organiser())
            except EventStaff.DoesNotExist as error:
                raise Http404 from error
        return redirect(self.back, pk)


class StaffEndView(DoorMixin, View):
    """Leave, which check-in staff can do, too; or, as a main organiser, remove somebody."""

    def get(self, request: HttpRequest, pk: int, part: int) -> HttpResponse:
        """The question whether one really wants to leave; about others there is a button on their page."""
        event = self.event()
        row = get_object_or_404(event.staff, pk=part)
        if row.user_id != request.user.pk:
            return redirect("event_staff", event.pk)
        return render(request, "events/organiser/leave.html", {"event": event, "row": row})

    def post(self, request: HttpRequest, pk: int, part: int) -> HttpResponse:
        """End it unless the last main organiser would be gone."""
        row = get_object_or_404(self.event().staff, pk=part)
        is_own = row.user_id == request.user.pk
        if not is_own and not Event.objects.managed_by(request.user).filter(pk=pk).exists():
            raise Http404
        try:
            staffing.end_staff(event_id=pk, staff_id=row.pk)
        except LastMainOrganiser:
            messages.error(request, last_main_organiser())
            return redirect("event_staff", pk)
        except EventStaff.DoesNotExist as error:
            raise Http404 from error
        messages.success(
            request,
            _("You no longer work for the event.") if is_own else _("The person no longer works for the event."),
        )
        return redirect("organiser") if is_own else redirect("event_staff", pk)
