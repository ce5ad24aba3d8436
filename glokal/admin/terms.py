"""The term list of the search, kept by the clerks of all chambers together."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db.models import Case, Q, QuerySet, Value, When
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from glokal.admin.term_form import TermForm
from organisations.reference import capability_names
from publishing.admin.access import NoDeadEnds, is_clerk
from search.analysis import fold
from search.choices import TermSource, TermState
from search.models import Term
from search.terms import services


@admin.register(Term)
class TermAdmin(NoDeadEnds):
    """What is suggested stands on top; nothing is deleted, so that what was declined stays declined."""

    form = TermForm
    actions = ("accept", "decline")
    empty_value_display = "–"
    list_display = ("german", "czech", "category", "state", "source", "suggested_by", "changed_at")
    list_filter = ("state", "source")
    list_select_related = ("suggested_by",)
    ordering = (Case(When(state=TermState.SUGGESTED, then=Value(0)), default=Value(1)), "de", "cs", "id")
    search_fields = ("keys",)
    search_help_text = gettext_lazy("Word in German or Czech, with or without accents")
    fields = (
        *("de", "cs", "cpv", "note", "state", "source", "suggested_by", "language", "created_at", "changed_at"),
        "opened_at",
    )
    readonly_fields = ("source", "suggested_by", "language", "created_at", "changed_at")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Term], search_term: str
    ) -> tuple[QuerySet[Term], bool]:
        """Terms that have each word, whole or as a part, without a look at accents; or the code."""
        for word in search_term.split():
            queryset = queryset.filter(Q(keys__icontains=fold(word)) | Q(cpv__startswith=word))
        return queryset, False

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Shown to clerks."""
        return is_clerk(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Read by clerks of every region: words have none."""
        return is_clerk(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Written by clerks."""
        return is_clerk(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Decided and corrected by clerks."""
        return is_clerk(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A term is declined, not deleted."""
        return False

    def save_model(self, request: HttpRequest, obj: Term, form: Any, change: bool) -> None:
        """By the service, which makes the search know it."""
        if not change:
            obj.source = TermSource.CLERK
        services.save_term(term=obj)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """What a clerk enters counts at once."""
        return {"state": TermState.ACCEPTED, **super().get_changeform_initial_data(request)}

    @admin.action(description=gettext_lazy("Accept the chosen terms"), permissions=["change"])
    def accept(self, request: HttpRequest, queryset: QuerySet[Term]) -> None:
        """Those that have names in both languages."""
        self._decide(request, queryset, services.accept_terms)

    @admin.action(description=gettext_lazy("Decline the chosen terms"), permissions=["change"])
    def decline(self, request: HttpRequest, queryset: QuerySet[Term]) -> None:
        """Without a letter: most of them come from nobody who could be asked."""
        self._decide(request, queryset, services.decline_terms)

    def _decide(self, request: HttpRequest, queryset: QuerySet[Term], service: Callable[..., services.Decided]) -> None:
        decided = service(ids=list(queryset.values_list("pk", flat=True)))
        for term in Term.objects.filter(pk__in=decided.done):
            self.log_change(request, term, f"{_('State')}: {term.get_state_display()}")
        number, missing = len(decided.done), decided.incomplete
        said = ngettext("%(number)s term was changed.", "%(number)s terms were changed.", number)
        messages.success(request, said % {"number": number})
        if missing:
            said = ngettext(
                "%(number)s term lacks a name in one of the languages. Please open it and add one.",
                "%(number)s terms lack a name in one of the languages. Please open them and add one.",
                missing,
            )
            messages.warning(request, said % {"number": missing})

    @admin.display(description=gettext_lazy("in German"))
    def german(self, term: Term) -> str | None:
        """All German names."""
        return ", ".join(term.de) or None

    @admin.display(description=gettext_lazy("in Czech"))
    def czech(self, term: Term) -> str | None:
        """All Czech names."""
        return ", ".join(term.cs) or None

    @admin.display(description=gettext_lazy("category"))
    def category(self, term: Term) -> str | None:
        """The category with its name in the clerk's language."""
        name = capability_names().get(term.cpv)
        return f"{term.cpv} {name}" if name else term.cpv or None
