"""Keeping the list that a reader has before the eyes."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView

from accounts.held_input import HeldInputMixin
from alerts.describing import parts_of, suggested_name
from alerts.exceptions import TooManyError
from alerts.forms import SavedSearchForm
from alerts.lists import SearchableList, UnknownListError, list_of, normal_query
from alerts.services.saving import MOST_SAVED, save_search
from events.filters import WHEN
from search.filters import DocumentFilterSet


class SaveView(HeldInputMixin, FormView):
    """Asks for name and frequency; the list's own parameters stand in the address."""

    form_class = SavedSearchForm
    template_name = "alerts/save.html"

    @cached_property
    def kept(self) -> SearchableList:
        """The list that is to be kept; raises Http404 for one that cannot be."""
        try:
            return list_of(self.kwargs["code"])
        except UnknownListError as error:
            raise Http404 from error

    @cached_property
    def filterset(self) -> DocumentFilterSet:
        """The list's filters as it understands them."""
        return self.kept.filterset(self.request.GET.urlencode())

    def get_initial(self) -> dict[str, Any]:
        """A name that says what is looked for."""
        asked, when = self.filterset.parameters, self.request.GET.get(WHEN, "")
        return {"name": suggested_name(self.kept, asked, self.filterset.choices, when)}

    def get_form_kwargs(self) -> dict[str, Any]:
        """What was typed before signing in comes back."""
        kwargs = super().get_form_kwargs()
        return {**kwargs, "data": self.held} if self.held else kwargs

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is kept, in words."""
        filterset, when = self.filterset, self.request.GET.get(WHEN, "")
        return super().get_context_data(
            kept=self.kept,
            parts=parts_of(self.kept, filterset.parameters, filterset.choices, when),
            ignored=filterset.ignored,
            list_url=self.kept.address(normal_query(filterset)),
            **kwargs,
        )

    def form_valid(self, form: SavedSearchForm) -> HttpResponse:
        """Keep it, or say why not."""
        try:
            search, is_new = save_search(
                user=self.request.user,  # type: ignore[arg-type]
                kept=self.kept,
                query=normal_query(self.filterset),
                **form.cleaned_data,
            )
        except TooManyError:
            text = _("You keep %(number)d saved searches, which is as many as one may. Delete one first.")
            form.add_error(None, text % {"number": MOST_SAVED})
            return self.form_invalid(form)
        if is_new:
            messages.success(self.request, _("The search has been saved."))
        else:
            messages.info(self.request, _("You have saved this search before, as “%(name)s”.") % {"name": search.name})
        return redirect(search)
