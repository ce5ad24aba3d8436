"""Tables: many at once, and one with its host."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import ngettext
from django.views.generic import View

from accounts.held_input import HeldInputMixin
from exchange.forms.choosing import person_text
from exchange.forms.tables import MoreTablesForm, TableForm
from exchange.models import Table
from exchange.queries import people_at
from exchange.services.resources import add_host_tables, add_tables, exhibitors_without_table, save_table
from exchange.views.resources import DroppingMixin, ResourceFormView


class TablesView(HeldInputMixin, DroppingMixin, View):
    """All tables, with a form for more."""

    template_name = "exchange/organiser/tables.html"
    tab = "tables"
    model = Table

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The list."""
        return self._page(MoreTablesForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Add free ones, one for each exhibitor, or take some out."""
        action = request.POST.get("action")
        if action == "drop":
            return self.drop_ticked()
        if action == "hosts":
            return self._added(add_host_tables(exchange_id=self.exchange.pk))
        form = MoreTablesForm(request.POST)
        if not form.is_valid():
            return self._page(form, status=422)
        return self._added(add_tables(exchange_id=self.exchange.pk, number=form.cleaned_data["number"]))

    def _added(self, tables: list[Table]) -> HttpResponse:
        text = ngettext("%(number)d table was added.", "%(number)d tables were added.", len(tables))
        messages.success(self.request, text % {"number": len(tables)})
        return redirect("exchange_tables", self.event.pk)

    def _page(self, form: MoreTablesForm, *, status: int = 200) -> HttpResponse:
        tables = self.exchange.tables.in_use().select_related(*people_at("host"))
        rows = self.rows((row, [person_text(row.host)] if row.host else []) for row in tables)
        exhibitors = [(person_text(one), stand) for one, stand in exhibitors_without_table(self.exchange)]
        return self.page(form=form, rows=rows, exhibitors=exhibitors, status=status)


class TableView(ResourceFormView):
    """One table."""

    model = Table
    form_class = TableForm
    template_name = "exchange/organiser/table.html"
    tab = "tables"
    back = "exchange_tables"

    def save(self, form: Any) -> None:
        """Save it."""
        save_table(form=form)
