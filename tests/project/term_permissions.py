"""What the rows of docs/permissions.md about the term list mean; `permissions.py` has the others."""

from django.core.cache import cache

from search.models import Term
from search.terms.services import suggest_term
from tests.project.permissions import Answer, Scene, action, reading


def _suggestion() -> Term:
    return suggest_term(de=["Funkenerosion"], cs=["elektroerozivní obrábění"], note="", language="de")


@action("suggest a term")
def _(scene: Scene) -> Answer:
    cache.clear()  # of the rate limit
    response = scene.post("suggest_term", de="Funkenerosion", cs="", note="", homepage="")
    return response, Term.objects.exists()


reading("see the term list", "admin:search_term_changelist", key="")


@action("decide a suggested term")
def _(scene: Scene) -> Answer:
    term = _suggestion()
    response = scene.post("admin:search_term_changelist", action="accept", _selected_action=term.pk)
    return response, Term.objects.filter(state="accepted").exists()


@action("correct a term")
def _(scene: Scene) -> Answer:
    term = _suggestion()
    facts = {"de": "Erodieren", "cs": "elektroerozivní obrábění", "cpv": "", "note": "", "state": "accepted"}
    response = scene.post("admin:search_term_change", term.pk, **facts, opened_at=term.changed_at.isoformat())
    return response, Term.objects.filter(de=["Erodieren"]).exists()


@action("delete a term")
def _(scene: Scene) -> Answer:
    term = _suggestion()
    return scene.post("admin:search_term_delete", term.pk, post="yes"), not Term.objects.exists()
