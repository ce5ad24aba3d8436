"""What every page costs at least: the base template with static content (only with GLOKAL_BENCH=1)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def floor(request: HttpRequest) -> HttpResponse:
    """The page that `make bench` compares the others with."""
    return render(request, "glokal/floor.html")
