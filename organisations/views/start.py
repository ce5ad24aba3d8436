"""From an account to an organisation: find it, join it, or enter it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView

from accounts.held_input import HeldInputMixin
from bilingual.text import page_language
from organisations.choices import Role
from organisations.exceptions import AlreadyAsked, AlreadyMember
from organisations.forms.pickers import find_codes
from organisations.forms.start import JoinForm, StartForm
from organisations.models import Membership, Organisation
from organisations.services.members import ask_to_join
from organisations.services.profiles import start_organisation
from publishing.registry import subject_of

FOUND = 10
SIMILAR = 0.5


def similar_organisations(name: str) -> list[Organisation]:
    """Public entries that may be meant by `name`, the most similar first."""
    name = name.replace("\x00", "").strip()[:200]
    if not name:
        return []
    similarity = TrigramWordSimilarity(name.lower(), Lower("name"))
    rows = Organisation.objects.published().annotate(similarity=similarity)
    rows = rows.filter(Q(similarity__gte=SIMILAR) | Q(other_names__icontains=name))
    owners = Membership.objects.filter(organisation=OuterRef("pk"), role=Role.OWNER)
    return list(rows.annotate(has_owner=Exists(owners)).select_related("region").order_by("-similarity", "id")[:FOUND])


def held_data(held: QueryDict | None) -> dict[str, Any]:
    """Arguments that fill a form with what was typed before the session ended."""
    return {} if held is None else {"data": held}


class FindView(LoginRequiredMixin, TemplateView):
    """Is your organisation here already?"""

    template_name = "organisations/find.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What was typed and what looks like it."""
        name = self.request.GET.get("name", "")
        return super().get_context_data(name=name, found=similar_organisations(name), **kwargs)


class StartView(HeldInputMixin, FormView[StartForm]):
    """Enter a new organisation with a few facts; the rest follows in its profile."""

    form_class = StartForm
    template_name = "organisations/start.html"

    def get_initial(self) -> dict[str, Any]:
        """The page's language, and the name that was looked for."""
        language = page_language()
        country = "CZ" if language == "cs" else "DE"
        name = self.request.GET.get("name", "")[:200]
        return {"original_language": language, "country": country, "name": name, "kind": "company"}

    def get_form_kwargs(self) -> dict[str, Any]:
        """What was typed before the session ended comes back."""
        return {**super().get_form_kwargs(), **held_data(self.held)}

    def form_invalid(self, form: StartForm) -> HttpResponse:
        """The same page with its errors."""
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def form_valid(self, form: StartForm) -> HttpResponse:
        """Create the draft with the member as its owner and go on to its profile."""
        values = {**form.cleaned_data}
        kind = values.pop("kind")
        model = subject_of(kind).model  # type: ignore[attr-defined]
        entry = start_organisation(model=model, actor=self.request.user, values=values)
        messages.success(self.request, _("A good start. Now tell buyers and partners what you can do."))
        return redirect(f"{kind}_edit", entry.pk)


class JoinView(HeldInputMixin, FormView[JoinForm]):
    """Ask to act for an organisation that is here already."""

    form_class = JoinForm
    template_name = "organisations/join.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        """What was typed before the session ended comes back."""
        return {**super().get_form_kwargs(), **held_data(self.held)}

    def form_invalid(self, form: JoinForm) -> HttpResponse:
        """The same page with its errors."""
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The organisation, and who decides."""
        organisation = self._organisation()
        has_owner = organisation.memberships.filter(role=Role.OWNER).exists()
        return super().get_context_data(organisation=organisation, has_owner=has_owner, **kwargs)

    def form_valid(self, form: JoinForm) -> HttpResponse:
        """Ask; who has asked before is told so."""
        message = form.cleaned_data["message"]
        try:
            ask_to_join(organisation_id=self._organisation().pk, actor=self.request.user, message=message)
        except AlreadyMember:
            messages.info(self.request, _("You act for this organisation already."))
        except AlreadyAsked:
            messages.info(self.request, _("Your request is already open. You will get an e-mail."))
        else:
            messages.success(self.request, _("Your request is on its way. You will get an e-mail."))
        return redirect("workspace")

    def _organisation(self) -> Organisation:
        return get_object_or_404(Organisation.objects.published(), pk=self.kwargs["pk"])


class CodeSearchView(LoginRequiredMixin, TemplateView):
    """What a code picker finds, as a fragment beside what is ticked already."""

    template_name = "organisations/code_results.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Rows of the list that fit what was typed."""
        name = kwargs["name"]
        typed = request.GET.get(f"{name}_search", "")[:100]
        found = find_codes(name, typed, without=[code for code in request.GET.getlist(name) if "\x00" not in code])
        return self.render_to_response({"found": found, "name": name, "typed": typed})
