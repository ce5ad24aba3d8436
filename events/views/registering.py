"""Registering for an event: one page, one form, whoever fills it in."""

from dataclasses import replace
from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import View

from accounts.models import User
from events import floods
from events.dates import when_text
from events.exceptions import AlreadyRegistered, NotOpenYet, RegistrationClosed, RegistrationError
from events.forms.registration import RegistrationForm, with_rows
from events.models import Desk, Event
from events.reasons import reason_text
from events.services.letters import tell_known
from events.services.opening import check_open
from events.services.places import places_left
from events.services.registering import register
from events.setup import FormSetup, form_setup, kept_setup
from events.tokens import booking_token

STEPS = ("add", "remove-")  # buttons that change the form and send nothing


@method_decorator(never_cache, name="dispatch")
class EventRegisterView(View):
    """The form; without JavaScript each of its buttons sends the whole page, and nothing typed is lost."""

    template_name = "events/registration/register.html"

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        """The empty form, or why there is none."""
        event, desk = self._found(slug)
        if page := self._closed(event, desk):
            return page
        setup = form_setup(event, event.desk, with_places=True)
        return self._page(RegistrationForm(setup=setup, user=self._user()))

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Register, add or remove a block, or show what is wrong."""
        setup = kept_setup(slug)
        event, desk = (setup.event, setup.desk) if setup else self._found(slug)
        if page := self._closed(event, desk):
            return page
        setup = setup or form_setup(event, event.desk, with_places=False)
        action = request.POST.get("action", "")
        if action.startswith(STEPS):
            data = with_rows(request.POST, action)
            return self._page(RegistrationForm(data, setup=setup, user=self._user()).without_errors())
        form = RegistrationForm(request.POST, setup=setup, user=self._user())
        if not floods.forms.allows(get_adapter().get_client_ip(request)):
            form.add_message(_("Very many forms have come from your network. Please try again in some minutes."))
            return self._page(form, status=429)
        return self._send(form, setup) if form.is_valid() else self._page(form, status=422)

    def _send(self, form: RegistrationForm, setup: FormSetup) -> HttpResponse:
        contact, people, key = form.to_register()
        try:
            booking = register(event_id=setup.event.pk, contact=contact, people=people, form_key=key, user=self._user())
        except AlreadyRegistered as known:
            # the same answer as for everybody else: a page must not tell who is registered, the mail does
            tell_known(known.registration_ids)
            return redirect("event_registered", setup.event.slug)
        except RegistrationError as error:
            form.add_message(reason_text(error, setup))
            return self._page(form, status=422)
        if booking.verified_at:
            messages.success(self.request, _("Thank you, we have your registration. This is how it stands."))
            return redirect("registration_manage", booking_token(booking))
        return redirect("event_registered", setup.event.slug)

    def _found(self, slug: str) -> tuple[Event, Desk | None]:
        rows = Event.objects.visible_to(self.request.user).select_related("desk")
        event: Event = get_object_or_404(rows, slug=slug)
        desk: Desk | None = getattr(event, "desk", None)
        if desk:
            desk.event = event
        return event, desk

    def _user(self) -> User | None:
        return self.request.user if self.request.user.is_authenticated else None

    def _closed(self, event: Event, desk: Desk | None) -> HttpResponse | None:
        """Why nobody can register now, or why a guest has to sign in first."""
        context: dict[str, Any] = {"event": event, "desk": desk}
        try:
            check_open(desk)
        except NotOpenYet as error:
            context["opens_at"] = error.opens_at
        except RegistrationClosed:
            pass
        else:
            if (desk and desk.allows_guests) or self.request.user.is_authenticated:
                return None
            context["must_sign_in"] = True
        return render(self.request, "events/registration/closed.html", context)

    def _page(self, form: RegistrationForm, *, status: int = 200) -> HttpResponse:
        setup = form.setup
        if setup.event_places is None:
            # what went wrong shows the form once more, and with it what is left
            left = places_left(setup.event.pk)
            setup = replace(setup, places=left.items, event_places=left.event)
            form.use(setup)
        event = setup.event
        context = {
            "form": form,
            "event": event,
            "desk": setup.desk,
            "places": setup.event_places,
            "when": when_text(event),
        }
        return render(self.request, self.template_name, context, status=status)


@method_decorator(never_cache, name="dispatch")
class RegisteredView(View):
    """What comes next: the same for everybody who has sent a form, registered already or not."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Look into the mail."""
        event = get_object_or_404(Event.objects.visible_to(request.user), slug=slug)
        return render(request, "events/registration/registered.html", {"event": event})
