"""The link in the mail: one click lets a listing stand, without signing in."""

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import View

from listings.exceptions import NotRenewable, RenewalUnusable
from listings.models import Listing
from listings.services.validity import read_token, renew
from publishing.choices import Status


@method_decorator(never_cache, name="dispatch")
class RenewalView(View):
    """Opening the link changes nothing, so that programs which look at links in mails renew nothing."""

    template_name = "listings/renewal.html"

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """What the link means, and the button."""
        try:
            pk, last_day = read_token(token)
            entry = Listing.objects.select_related("organisation").get(pk=pk)
        except (RenewalUnusable, ObjectDoesNotExist):
            return self._page("unusable", status=404)
        if entry.status != Status.PUBLISHED:
            return self._page("closed", entry)
        was_renewed = entry.expired_at is None and entry.valid_until != last_day
        return self._page("renewed" if was_renewed else "open", entry)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Renew; pressing twice does no harm. The same page then says until when it stands."""
        try:
            pk, last_day = read_token(token)
            renew(pk=pk, last_day=last_day)
        except (RenewalUnusable, ObjectDoesNotExist):
            return self._page("unusable", status=404)
        except NotRenewable:
            pass
        return redirect("listing_renewal", token)

    def _page(self, state: str, entry: Listing | None = None, *, status: int = 200) -> HttpResponse:
        context: dict[str, Any] = {"state": state, "listing": entry}
        return render(self.request, self.template_name, context, status=status)
