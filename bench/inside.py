"""What only a process that knows the site can say (`bench.database.with_django`); answers are printed as JSON."""

import json
import sys
from http import HTTPStatus

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from accounts.models import User
from bench import race_event
from bench.congress import SLUG
from bilingual.choices import Language
from events.models import Event

NAMES = ("home", "company_list", "listing_list", "event_list", "search", "workspace")

WARM_UP = 2
"""Addresses of a page that are asked for before statements are counted."""


def addresses() -> None:
    """The path of each page without a parameter, by name and language."""
    paths: dict[str, dict[str, str]] = {}
    for name in NAMES:
        for language in Language.values:
            with override(language):
                paths.setdefault(name, {})[language] = reverse(name)
    paths["organiser_registrations"] = {"de": _registrations()}
    sys.stdout.write(json.dumps(paths))


def _registrations() -> str:
    """The path of the list of an event with a thousand people."""
    with override("de"):
        return reverse("event_registrations", args=[Event.objects.get(slug=f"{SLUG}-0").pk])


def count() -> None:
    """Name, language and number of statements for each of the pages that standard input describes."""
    asked = json.load(sys.stdin)
    sys.stdout.write(json.dumps([(name, language, _most(*rest)) for name, language, *rest in asked]))


def _most(paths: list[str], account: str) -> int:
    client = Client(headers={"host": "localhost"})
    if account:
        client.force_login(User.objects.get(email=account))
    numbers = []
    for path in paths:
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(path)
        if answer.status_code != HTTPStatus.OK:
            raise RuntimeError(f"{path} answers {answer.status_code}")
        numbers.append(len(queries))
    return max(numbers[WARM_UP:])


def make_race() -> None:
    """An event with few places as standard input says, a question, a consent, and items where it wants seats."""
    sys.stdout.write(json.dumps(race_event.make(json.load(sys.stdin))))


def delete_race() -> None:
    """Take the event and everything about it out again."""
    race_event.delete(json.load(sys.stdin)["event"])
