"""The bare address."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language_from_request, override
from django.views.decorators.vary import vary_on_headers


@vary_on_headers("Accept-Language", "Cookie")
def root(request: HttpRequest) -> HttpResponse:
    """To the home page in the language of the cookie, else of the browser, else German."""
    with override(get_language_from_request(request)):
        return HttpResponseRedirect(reverse("home"))
