"""A word that the search does not know: readers suggest what it is called on the other side."""

from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.generic import View

from bilingual.text import page_language
from search.analysis import clean
from search.analysis.dictionary import language_of
from search.exceptions import KnownTerm
from search.forms import SuggestTermForm
from search.models import LONGEST_NAME
from search.terms.services import suggest_term

RATE = "suggest_term"


class SuggestTermView(View):
    """A short form without an account; `?q=` fills in the word that was looked for."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form."""
        text = clean(request.GET.get("q", ""))[:LONGEST_NAME].strip()
        language = language_of(text) or page_language()
        return self._page(SuggestTermForm(initial={language.value: text}))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep the suggestion for the clerks."""
        form = SuggestTermForm(request.POST)
        if not form.is_valid():
            return self._page(form, status=422)
        if not ratelimit.consume(request, action=RATE):
            form.add_error(None, _("These were many suggestions within a short time. Please try again in an hour."))
            return self._page(form, status=429)
        if not form.is_from_a_program:
            try:
                self._suggest(form)
            except KnownTerm as known:
                form.add_error(None, _("The search knows this already: %(names)s.") % {"names": known.term})
                return self._page(form, status=422)
        messages.success(request, _("Thank you. A chamber checks the term; then the search will know it."))
        text = form.cleaned_data[page_language().value]
        return HttpResponseRedirect(f"{reverse('search')}?{urlencode({'q': text})}" if text else reverse("search"))

    def _suggest(self, form: SuggestTermForm) -> None:
        data: dict[str, Any] = form.cleaned_data
        user = self.request.user
        suggest_term(
            de=[data["de"]],
            cs=[data["cs"]],
            note=data["note"],
            language=page_language(),
            actor=user if user.is_authenticated else None,
        )

    def _page(self, form: SuggestTermForm, *, status: int = 200) -> HttpResponse:
        return render(self.request, "search/suggest_term.html", {"form": form}, status=status)
