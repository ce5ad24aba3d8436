"""The big screen in the hall: nobody touches it, it goes on by itself."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import View

from exchange.hall import SECONDS, HallLinkUnusable, hall_of, read_hall_token
from exchange.models import Exchange
from exchange.views.base import WorkMixin
from search.parameters import number_from


class HallPage(View):
    """The page, and the part of it that htmx asks for again."""

    def shown(self) -> Exchange:
        """Whose hall it is."""
        raise NotImplementedError

    def get(self, request: HttpRequest, **_arguments: Any) -> HttpResponse:
        """Slot now and next; `?page=` holds one page."""
        exchange = self.shown()
        page = number_from(request.GET.get("page"), digits=3)
        context = {
            "exchange": exchange,
            "event": exchange.event,
            "hall": hall_of(exchange, page=page),
            "held": page,
            "seconds": SECONDS,
        }
        part = "exchange/day/hall_board.html" if request.headers.get("HX-Request") else "exchange/day/hall.html"
        response = render(request, part, context)
        response["X-Robots-Tag"] = "noindex"
        return response


@method_decorator(never_cache, name="dispatch")
class HallView(WorkMixin, HallPage):
    """For everybody who works at the event."""

    def shown(self) -> Exchange:
        """The exchange of the event in the address."""
        return self.exchange


@method_decorator(never_cache, name="dispatch")
class HallScreenView(HallPage):
    """For the computer in the hall: the signed link is enough until the event is over."""

    def shown(self) -> Exchange:
        """The exchange of the link."""
        try:
            return read_hall_token(self.kwargs["token"])
        except HallLinkUnusable as error:
            raise Http404 from error
