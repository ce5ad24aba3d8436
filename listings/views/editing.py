"""Writing an offer or a demand: a new one on one page, later both languages side by side."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.generic import View

from accounts.held_input import HeldInputMixin
from bilingual.choices import Language, TextState
from bilingual.text import page_language
from listings.choices import Direction, Type
from listings.exceptions import Incomplete, NamedAlready
from listings.forms.listing import ListingForm, NewListingForm
from listings.models import LONGEST_TITLE, Listing
from listings.services.entries import create_listing, save_listing, submit_listing
from organisations.choices import Standard
from organisations.exceptions import EditConflict
from organisations.models import Organisation
from organisations.views.conflicts import saved_meanwhile
from organisations.views.profile import pressed_step
from publishing.exceptions import ReviewError

STEPS = ("find", "suggest")  # buttons that look something up and save nothing
LONGEST_TEXT = 6000


def signed_out_meanwhile(request: HttpRequest) -> None:
    """Say why the page is filled in."""
    messages.info(request, _("You were signed out in the meantime. What you typed is back, but not saved yet."))


class NewListingView(HeldInputMixin, View):
    """A new offer or demand; links fill it in by `kind`, `type`, `title`, `text`, `cpv` and `organisation`."""

    template_name = "listings/new.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form with the organisation's place; who acts for no organisation finds one first."""
        organisations = self._organisations()
        if not organisations:
            messages.info(request, _("Please find or enter your organisation first, then you can publish."))
            return redirect("organisation_find")
        if self.held is not None:
            signed_out_meanwhile(request)
            return self._page(NewListingForm(self.held, organisations=organisations).without_errors())
        return self._page(NewListingForm(initial=self._initial(organisations), organisations=organisations))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Save as a draft, or hand it over to the chamber at once."""
        organisations = self._organisations()
        form = NewListingForm(request.POST, request.FILES, organisations=organisations)
        step = pressed_step(request.POST)
        if step in STEPS:
            return self._page(form.without_errors())
        if not form.is_valid():
            return self._page(form, status=422)
        entry = create_listing(form=form, actor=request.user)
        if step != "submit":
            messages.success(request, _("The draft has been saved. Nobody else sees it before you submit it."))
            return redirect("listing_status", entry.pk)
        return hand_over(request, entry.pk)

    def _organisations(self) -> QuerySet[Organisation]:
        user = self.request.user
        rows: QuerySet[Organisation] = Organisation.objects.editable_by(user).select_related("region")
        return rows.order_by(f"sort_key_{page_language()}")

    def _initial(self, organisations: QuerySet[Organisation]) -> dict[str, Any]:
        asked = self.request.GET
        wanted = asked.get("organisation", "")
        organisation = next((row for row in organisations if str(row.pk) == wanted), organisations[0])
        direction = asked.get("kind") if asked.get("kind") in Direction.values else Direction.DEMAND
        return {
            **place_of(organisation),
            "organisation": organisation.pk,
            "original_language": page_language(),
            "direction": direction,
            "type": asked.get("type") if asked.get("type") in Type.values else Type.PRODUCT,
            "title": asked.get("title", "").replace("\x00", "")[:LONGEST_TITLE],
            "description": asked.get("text", "").replace("\x00", "")[:LONGEST_TEXT],
            "capabilities": [code for code in asked.getlist("cpv") if code.isdigit()],
            "certificates": held_certificates(organisation) if direction == Direction.OFFER else [],
        }

    def _page(self, form: NewListingForm, *, status: int = 200) -> HttpResponse:
        context = {"form": form, "lost_file": bool(self.request.FILES) and "new_files" not in form.errors}
        return render(self.request, self.template_name, context, status=status)


def place_of(organisation: Organisation) -> dict[str, Any]:
    """Where the organisation is, for the form to begin with."""
    return {
        "country": organisation.country,
        "postcode": organisation.formatted_postcode,
        "town": organisation.town,
        "region": organisation.region_id if not organisation.postcode else None,
    }


def held_certificates(organisation: Organisation) -> list[str]:
    """The standards whose certificates the organisation holds today."""
    rows = organisation.certificates.exclude(standard=Standard.OTHER)
    return sorted({row.standard for row in rows if not row.has_expired})


def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Submit, say what came of it, and go where it goes on."""
    try:
        submit_listing(pk=pk, actor=request.user)
    except Incomplete as incomplete:
        messages.error(request, _("Before the review please add: %(facts)s.") % {"facts": ", ".join(incomplete.facts)})
        return redirect("listing_edit", pk)
    except ReviewError:
        messages.info(request, _("It is already with the chamber or published."))
    else:
        messages.success(request, _("Thank you. Your chamber now looks at it and you will get an e-mail."))
    return redirect("listing_status", pk)


class ListingEditView(HeldInputMixin, View):
    """Both languages side by side; its steps that only look something up keep what is typed and save nothing."""

    template_name = "listings/edit.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The saved entry, or what was typed before the session ended."""
        entry = self._entry(pk)
        if self.held is None:
            return self._page(ListingForm(instance=entry))
        signed_out_meanwhile(request)
        return self._page(ListingForm(self.held, instance=entry).without_errors())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Save, or take one of the steps."""
        form = ListingForm(request.POST, request.FILES, instance=self._entry(pk))
        if pressed_step(request.POST) in STEPS:
            return self._page(form.without_errors())
        if not form.is_valid():
            return self._page(form, status=422)
        values = form.cleaned_data
        try:
            save_listing(
                form=form, actor=request.user, version=values["version"], checked=values["translation_checked"]
            )
        except EditConflict as conflict:
            return self._conflict(form, conflict)
        except NamedAlready:
            messages.error(request, _("It has been published with your name meanwhile. Nothing was saved."))
            return redirect("listing_status", pk)
        return self._saved(form, form.instance)

    def _entry(self, pk: int) -> Listing:
        rows = Listing.objects.editable_by(self.request.user).select_related("organisation")
        return get_object_or_404(rows, pk=pk)

    def _saved(self, form: ListingForm, entry: Listing) -> HttpResponse:
        messages.success(self.request, _("Your changes have been saved."))
        translation = entry.state(Language(entry.original_language).other)
        if form.cleaned_data["translation_checked"] and translation != TextState.CHECKED:
            messages.warning(self.request, _("The translation still lacks a text, so it is shown as a draft."))
        return redirect("listing_status", entry.pk)

    def _conflict(self, form: ListingForm, conflict: EditConflict) -> HttpResponse:
        """Nothing is lost: what was typed stays in the form, what the other editor has saved stands beside.

        Where both say the same, as after pressing twice, there is no conflict.
        """
        saved = self._entry(form.instance.pk)
        if not conflict.fields:
            return self._saved(form, saved)
        rows = saved_meanwhile(form, saved, conflict.fields, with_certificates=False)
        data = self.request.POST.copy()
        data["version"] = str(conflict.version)
        return self._page(ListingForm(data, instance=saved).without_errors(), conflict=rows, status=409)

    def _page(self, form: ListingForm, *, status: int = 200, **context: Any) -> HttpResponse:
        # a bound form has put what was typed into its instance
        saved = Listing.objects.select_related("organisation").get(pk=form.instance.pk)
        lost = bool(self.request.FILES) and "new_files" not in form.errors
        return render(
            self.request, self.template_name, {"form": form, "listing": saved, "lost_file": lost, **context},
            status=status,
        )  # fmt: skip
