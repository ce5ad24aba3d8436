"""Writing an enquiry: to one, to up to five, or about an offer or a demand."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import View

from accounts.held_input import HeldInputMixin
from bilingual.text import page_language, text_of
from enquiries.choices import MOST_RECIPIENTS
from enquiries.exceptions import (
    Blocked,
    EnquiryError,
    NotPublished,
    Suspended,
    TooMany,
    TooManyWaiting,
    Unreachable,
)
from enquiries.forms.enquiry import NewEnquiryForm
from enquiries.models import Conversation, Enquiry
from enquiries.models.conversation import LONGEST_SUBJECT, LONGEST_TEXT
from enquiries.parties import cipher_name
from enquiries.recipients import has_reader
from enquiries.services.sending import send
from listings.models import Listing
from listings.views.editing import signed_out_meanwhile
from organisations.models import Organisation
from organisations.views.profile import pressed_step
from search.parameters import number_from

STEPS = ("find", "fill")  # buttons that look something up and send nothing


class NewEnquiryView(HeldInputMixin, View):
    """A new enquiry; links fill it in by `to` (up to five slugs), `listing` (a slug), `basis` and `subject`.

    `listing` is what it is about; an own one is what it is made from, as `basis` (a number) is.
    """

    template_name = "enquiries/new.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form; who acts for no published organisation is told what is missing."""
        organisations = self._organisations()
        if not organisations:
            return self._not_yet(request)
        listing, basis = self._listing(request.GET.get("listing", "")), request.GET.get("basis", "")
        if listing is not None and listing.organisation_id in {row.pk for row in organisations}:
            # an own one is what the enquiry is made from, not what it is about
            basis = str(listing.pk)
            listing = None
        if self.held is not None:
            signed_out_meanwhile(request)
            listing = self._listing(self.held.get("listing", "")) or listing
            form = NewEnquiryForm(self.held, organisations=organisations, listing=listing)
            return self._page(form.without_errors(), listing)
        initial = self._initial(organisations, listing, basis)
        return self._page(NewEnquiryForm(initial=initial, organisations=organisations, listing=listing), listing)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Send it, or look something up for the form."""
        organisations = self._organisations()
        if not organisations:
            return self._not_yet(request)
        listing = self._listing(request.POST.get("listing", ""))
        data: Any = request.POST
        step = pressed_step(data)
        if step == "fill":
            data = data.copy()
            data.update(_of_basis(organisations, data.get("basis", ""), data))
        form = NewEnquiryForm(data, request.FILES, organisations=organisations, listing=listing)
        if step in STEPS:
            return self._page(form.without_errors(), listing)
        if not form.is_valid():
            return self._page(form, listing, status=422)
        try:
            enquiry = send(
                sender_id=form.cleaned_data["sender"].pk, recipient_ids=form.recipient_ids,
                actor=request.user, draft=form.draft,
            )  # fmt: skip
        except EnquiryError as error:
            form.add_error("to" if "to" in form.fields else None, refusal(error))
            return self._page(form, listing, status=422)
        return self._sent(request, enquiry)

    def _sent(self, request: HttpRequest, enquiry: Enquiry) -> HttpResponse:
        numbers = list(enquiry.conversations.values_list("pk", flat=True))
        said = ngettext(
            "Your enquiry is on its way. The answer comes by e-mail and stands here.",
            "Your enquiry is on its way to %(number)d organisations. The answers come by e-mail and stand here.",
            len(numbers),
        )
        messages.success(request, said % {"number": len(numbers)})
        return redirect("enquiry_detail", numbers[0]) if len(numbers) == 1 else redirect("enquiries_sent")

    def _not_yet(self, request: HttpRequest) -> HttpResponse:
        if Organisation.objects.editable_by(request.user).exists():
            messages.info(request, _("Only published organisations send enquiries. Please submit your profile first."))
            return redirect("workspace")
        messages.info(request, _("Please find or enter your organisation first, then you can send enquiries."))
        return redirect("organisation_find")

    def _organisations(self) -> QuerySet[Organisation]:
        rows: QuerySet[Organisation] = Organisation.objects.editable_by(self.request.user).published()
        return rows.order_by(f"sort_key_{page_language()}")

    @staticmethod
    def _listing(slug: str) -> Listing | None:
        """The published offer or demand that it is about; 404 for one that readers do not see."""
        if not slug:
            return None
        rows = Listing.objects.published().select_related("organisation", "region")
        found: Listing = get_object_or_404(rows, slug=slug.replace("\x00", ""))
        return found

    def _initial(self, organisations: Any, listing: Listing | None, basis: str) -> dict[str, Any]:
        asked = self.request.GET
        values: dict[str, Any] = {
            "to": [slug for slug in asked.getlist("to") if "\x00" not in slug],
            "subject": asked.get("subject", "").replace("\x00", "")[:LONGEST_SUBJECT],
            "language": page_language().value,
            "sender": organisations[0].pk,
        }
        if listing is not None:
            values["subject"] = str(listing)[:LONGEST_SUBJECT]
        return values | {"basis": basis} | _of_basis(organisations, basis, values)

    def _page(self, form: NewEnquiryForm, listing: Listing | None, *, status: int = 200) -> HttpResponse:
        context: dict[str, Any] = {
            "form": form,
            "listing": listing,
            "lost_file": bool(self.request.FILES) and "files" not in form.errors,
        }
        if listing is not None:
            about = Conversation(enquiry=Enquiry(listing=listing))
            context["recipient"] = cipher_name(about) if listing.is_cipher else listing.organisation.name
        if self.request.method == "GET":
            context["unreachable"] = ", ".join(self._unreachable(listing))
        return render(self.request, self.template_name, context, status=status)

    def _unreachable(self, listing: Listing | None) -> list[str]:
        """Names of those whom the link names and whom nobody acts for: said before anything is written."""
        if listing is not None:
            return [] if listing.is_cipher or has_reader(listing.organisation) else [listing.organisation.name]
        asked = [slug for slug in self.request.GET.getlist("to") if "\x00" not in slug][:MOST_RECIPIENTS]
        rows = Organisation.objects.published().filter(slug__in=asked) if asked else []
        return [row.name for row in rows if not has_reader(row)]


def _of_basis(organisations: QuerySet[Organisation], wanted: str, typed: Any) -> dict[str, str]:
    """Subject and text of the own demand, where nothing was typed yet."""
    number = number_from(wanted)
    rows = Listing.objects.published().filter(organisation__in=organisations, is_cipher=False)
    demand = None if number is None else rows.filter(pk=number).first()
    if demand is None:
        return {}
    title, description = text_of(demand, "title"), text_of(demand, "description")
    filled = {"subject": title.value[:LONGEST_SUBJECT], "text": description.value[:LONGEST_TEXT]}
    return {"language": description.language.value} | {
        name: value for name, value in filled.items() if not typed.get(name)
    }


def refusal(error: EnquiryError) -> str:
    """Why an enquiry was not sent, in words that tell nothing of who hides behind a cipher."""
    names = ", ".join(getattr(error, "names", []))
    if isinstance(error, Unreachable):
        said = (
            _("Nobody can be reached there at present: %(names)s")
            if names
            else _("Nobody can be reached there at present.")
        )
    elif isinstance(error, Blocked):
        said = (
            _("These organisations take no enquiries from you: %(names)s")
            if names
            else _("No further enquiries from you are taken here.")
        )
    elif isinstance(error, TooManyWaiting):
        said = (
            _("Your earlier enquiries wait for an answer there: %(names)s")
            if names
            else _("Your earlier enquiry waits for an answer there.")
        )
    else:
        said = REFUSALS[type(error)]()
    return said % {"names": names} if names else said


REFUSALS: dict[type[EnquiryError], Any] = {
    NotPublished: lambda: _("One of the organisations is no longer listed. Please look at your choice."),
    TooMany: lambda: _("That is the limit for today. Please go on tomorrow."),
    Suspended: lambda: _(
        "Your organisation cannot send enquiries at present, because the chamber has found an abuse. "
        "Please contact your chamber."
    ),
}
