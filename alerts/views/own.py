"""The own saved searches."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import DetailView, ListView, UpdateView

from alerts.describing import describe
from alerts.forms import SavedSearchEditForm
from alerts.lists import lists
from alerts.models import SavedSearch
from alerts.queries import SavedSearchQuerySet
from alerts.services.saving import change_search, mark_seen
from alerts.showing import shown_of

PER_PAGE = 50


class OwnSearches(LoginRequiredMixin):
    """Strangers get 404."""

    request: HttpRequest

    def get_queryset(self) -> SavedSearchQuerySet:
        """The own ones with the number of what is new."""
        searches: SavedSearchQuerySet = SavedSearch.objects.editable_by(self.request.user)
        return searches.with_new()


class SavedSearchesView(OwnSearches, ListView):
    """All own saved searches."""

    template_name = "alerts/saved_searches.html"
    paginate_by = PER_PAGE
    context_object_name = "searches"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Each one in words."""
        context = super().get_context_data(**kwargs)
        describe(context["searches"])
        return {**context, "lists": list(lists().values())}


class SavedSearchView(OwnSearches, DetailView[Any]):
    """The list as it is now, the new entries first and marked."""

    template_name = "alerts/saved_search.html"
    context_object_name = "search"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is new since the owner has last looked, and what was there before."""
        describe([self.object])
        return super().get_context_data(shown=shown_of(self.object), **kwargs)


class EditSearchView(OwnSearches, UpdateView[Any, Any]):
    """Name, frequency, pause."""

    form_class = SavedSearchEditForm
    template_name = "alerts/edit.html"
    context_object_name = "search"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What it asks for, in words."""
        describe([self.object])
        return super().get_context_data(**kwargs)

    def form_valid(self, form: SavedSearchEditForm) -> HttpResponse:
        """Save and say so."""
        search = get_object_or_404(self.get_queryset(), pk=self.object.pk)
        change_search(search=search, **form.cleaned_data)
        messages.success(self.request, _("Your choice has been saved."))
        return redirect("saved_searches")


class SeenView(OwnSearches, View):
    """From now on only what comes later is new."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Mark and back to the page; doing it twice does no harm."""
        search = _own(self.get_queryset(), pk)
        mark_seen(search=search)
        return redirect(search)


class DeleteSearchView(OwnSearches, View):
    """Deletes a saved search with all that was found for it."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Delete and say so."""
        search = _own(self.get_queryset(), pk)
        search.delete()
        messages.success(request, _("“%(name)s” has been deleted.") % {"name": search.name})
        return redirect("saved_searches")


def _own(searches: QuerySet[SavedSearch], pk: int) -> SavedSearch:
    return get_object_or_404(searches, pk=pk)
