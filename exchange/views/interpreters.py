"""Who translates at the tables."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.generic import View

from accounts.held_input import HeldInputMixin
from exchange.forms.interpreters import InterpreterForm
from exchange.models import Interpreter
from exchange.services.resources import save_interpreter
from exchange.slot_times import slot_choices
from exchange.views.resources import DroppingMixin, ResourceFormView
from exchange.views.tables import away_text


class InterpretersView(HeldInputMixin, DroppingMixin, View):
    """All of them, with when they are not there."""

    template_name = "exchange/organiser/interpreters.html"
    tab = "interpreters"
    model = Interpreter

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The list."""
        slots = dict(slot_choices(self.exchange.slots.in_use()))
        return self.page(rows=[(one, away_text(one, slots)) for one in self.exchange.interpreters.in_use()])

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take some out."""
        return self.drop_ticked()


class InterpreterView(ResourceFormView):
    """One interpreter."""

    model = Interpreter
    form_class = InterpreterForm
    template_name = "exchange/organiser/interpreter.html"
    tab = "interpreters"
    back = "exchange_interpreters"

    def save(self, form: Any) -> None:
        """Save name and times."""
        save_interpreter(form=form)
