"""Categories that fit what somebody is writing."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.generic import View

from organisations.reference import capability_names
from organisations.suggestions import describe, suggest_categories, text_in

NAME = "capabilities"


class CodeSuggestionsView(LoginRequiredMixin, View):
    """A fragment for the form that is sent along: ticked ones of the former suggestions stay, new ones follow."""

    def get(self, request: HttpRequest, *_args: Any) -> HttpResponse:
        """Nothing is written yet."""
        return self._fragment(request, [], [])

    def post(self, request: HttpRequest, *_args: Any) -> HttpResponse:
        """Suggest; nothing is saved."""
        known = capability_names()
        ticked = [code for code in request.POST.getlist(NAME) if code in known]
        offered = request.POST.getlist(f"{NAME}_suggested")
        kept = [describe(code) for code in dict.fromkeys(ticked) if code in offered]
        text, language = text_in(request.POST)
        return self._fragment(request, kept, suggest_categories(text, language=language, without=ticked))

    @staticmethod
    def _fragment(request: HttpRequest, kept: list[Any], suggested: list[Any]) -> HttpResponse:
        context = {"name": NAME, "kept": kept, "suggested": suggested, "asked": True}
        return render(request, "organisations/code_suggestions.html", context)
