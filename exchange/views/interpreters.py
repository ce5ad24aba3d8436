"""Who translates at the tables."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.generic import View

from accounts.held_input import HeldInputMixin
from exchange.forms.interpreters import InterpreterForm
from exchange.models import Interpreter
from exchange.services.resources import save_interpreter
from exchange.views.resources import DroppingMixin, ResourceFormView


class InterpretersView(HeldInputMixin, DroppingMixin, View):
    """All of them, with when they are not there."""

    template_name = "exchange/organiser/interpreters.html"
    tab = "interpreters"
    model = Interpreter

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The list."""
        people = self.exchange.interpreters.in_use()
        return self.page(rows=self.rows((one, [line for line in (one.email, one.phone) if line]) for one in people))

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
