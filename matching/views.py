"""A member's matches: of all own entries, of one, and what to say about them."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView, View

from matching.choices import LATER_DAYS, Decision, Group, Refusal
from matching.models import Match, Source
from matching.scoring.entries import COMPANY, INSTITUTION, LISTING
from matching.services.feedback import decide, prefer, undo
from matching.services.sources import ask_for_matches
from matching.shown import FIRST, is_cipher, sources_of, with_matches
from organisations.models import Organisation
from search.cards import address

ADDRESSED = frozenset({COMPANY, INSTITUTION, LISTING})
"""Kinds that an enquiry can be sent about."""
MOST_SOURCES = 60
"""Own entries on the page of all."""


class MatchesView(LoginRequiredMixin, TemplateView):
    """The best matches of all entries of the member's organisations."""

    template_name = "matching/matches.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """By organisation and entry; one kind of match where the address names it."""
        organisations = list(_own_organisations(self.request.user))
        group = self.request.GET.get("group", "")
        group = group if group in Group.values else ""
        sources = sources_of([entry.pk for entry in organisations])[:MOST_SOURCES]
        own = with_matches(sources, group=group, most=FIRST)
        known = {source.owner_id for source in sources}
        for entry in organisations:
            if entry.is_published and entry.pk not in known:
                ask_for_matches(entry.pk)
        return super().get_context_data(
            organisations=[
                (entry, [row for row in own if row.source.owner_id == entry.pk and (row.shelves or not group)])
                for entry in organisations
            ],
            number=len(organisations),
            groups=[("", _("All matches")), *Group.choices],
            group=group,
            refusals=Refusal.choices,
            **kwargs,
        )


class MatchesOfView(LoginRequiredMixin, TemplateView):
    """All matches of one own entry, and those that were set aside."""

    template_name = "matching/matches_of.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The entry, its matches by kind, and what comes of them."""
        source = self._source()
        aside = self.request.GET.get("show") == "aside"
        [own] = with_matches([source], set_aside=aside)
        organisation = _own_organisations(self.request.user).filter(pk=source.owner_id).first()
        return super().get_context_data(
            own=own,
            document=source.document,
            page_url=address(source.document),
            organisation=organisation,
            prefers=_prefers(organisation),
            aside=aside,
            refusals=Refusal.choices,
            **kwargs,
        )

    def _source(self) -> Source:
        """The entry in the address; that of somebody else does not exist."""
        own = Organisation.objects.editable_by(self.request.user).values("pk")
        rows = Source.objects.filter(owner_id__in=own).select_related("document")
        kind, pk = self.kwargs["kind"], self.kwargs["pk"]
        rows = rows.defer("document__terms", "document__embedding")
        return get_object_or_404(rows, document__kind=kind, document__object_id=pk)


class DecisionMixin(LoginRequiredMixin, View):
    """A button beside a match."""

    request: HttpRequest

    def match(self, pk: int) -> Match:
        """The match of an own entry; strangers get 404."""
        rows = Match.objects.editable_by(self.request.user).select_related("source__document", "target")
        return get_object_or_404(rows, pk=pk)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Who comes back from signing in sees the matches again."""
        return _back(self.match(pk))


class DecideView(DecisionMixin):
    """Interesting, not for us, or later."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Note it; what is interesting leads to an enquiry."""
        match = self.match(pk)
        decision, refusal = request.POST.get("decision", ""), request.POST.get("refusal", "")
        if decision not in Decision.values:
            messages.error(request, _("Please choose one of the buttons."))
            return _back(match)
        if decision == Decision.DECLINED and refusal not in Refusal.values:
            messages.error(request, _("Please say why it is not for you: the ranking learns from it."))
            return _back(match)
        decide(match=match, decision=Decision(decision), refusal=refusal, actor=request.user)
        if decision == Decision.ACCEPTED:
            return redirect(_next_page(match))
        messages.success(request, _done(Decision(decision)))
        return _back(match)


class UndoView(DecisionMixin):
    """As if nothing had been said."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it among the others again."""
        match = self.match(pk)
        if undo(match=match):
            messages.success(request, _("It is among your matches again."))
        return _back(match)


class PreferenceView(LoginRequiredMixin, View):
    """Whether partners across the border come first."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page with the box."""
        return redirect("matches")

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Keep it, for all entries of the organisation."""
        organisation = get_object_or_404(Organisation.objects.editable_by(request.user), pk=pk)
        prefer(organisation_id=organisation.pk, other_side_first="other_side_first" in request.POST)
        messages.success(request, _("Saved. Your matches are being sorted anew."))
        return redirect("matches")


def _own_organisations(user: Any) -> QuerySet[Organisation]:
    rows: QuerySet[Organisation] = Organisation.objects.editable_by(user).select_related("match_preference")
    return rows.order_by("sort_key_de")


def _prefers(organisation: Organisation | None) -> bool:
    preference = getattr(organisation, "match_preference", None)
    return bool(preference and preference.other_side_first)


def _back(match: Match) -> HttpResponseRedirect:
    document = match.source.document
    return redirect("matches_of", document.kind, document.object_id)


def _next_page(match: Match) -> str:
    """The form of an enquiry about what was found; an event has a page to register on."""
    target, source = match.target, match.source.document
    if target.kind not in ADDRESSED:
        return address(target)
    asked = []
    if not is_cipher(target):
        asked += [
            ("to", slug) for slug in Organisation.objects.filter(pk=target.owner_id).values_list("slug", flat=True)
        ]
    if LISTING in {target.kind, source.kind}:
        asked.append(("listing", target.slug if target.kind == LISTING else source.slug))
    return f"{reverse('enquiry_new')}?{urlencode(asked)}"


def _done(decision: Decision) -> str:
    if decision == Decision.LATER:
        return ngettext(
            "It comes back in %(days)s day.", "It comes back in %(days)s days.", LATER_DAYS
        ) % {"days": LATER_DAYS}  # fmt: skip
    return _("Set aside. What you are shown next takes it into account.")
