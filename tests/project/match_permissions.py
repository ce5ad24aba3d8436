"""What the rows of docs/permissions.md about matches mean; `permissions.py` has the others."""

from typing import Any

from django.urls import reverse

from matching.choices import Decision
from matching.models import Feedback, Match, Preference
from matching.services.feedback import decide
from tests.factories import publish
from tests.matching.factories import make_demand, make_offer, make_owner, match_of, refresh
from tests.pages import url
from tests.project.permissions import Answer, Scene, action
from tests.project.stage import kept


@kept
def _match(scene: Scene) -> Match:
    """An offer that fits a demand of the scene's company."""
    publish(scene.company)
    demand = make_demand(scene.company)
    offer = make_offer(make_owner("Fremde Dreherei GmbH"))
    refresh(demand)
    return match_of(demand, offer)


def _said(scene: Scene, view: str, match: Match, **data: Any) -> Any:
    return scene.client.post(url("de", view, match.pk), data)


@action("see the matches of an entry")
def _(scene: Scene) -> Answer:
    document = _match(scene).source.document
    response = scene.get("matches_of", document.kind, document.object_id)
    return response, response.status_code == 200


@action("see them among all own matches")
def _(scene: Scene) -> Answer:
    match = _match(scene)
    response = scene.get("matches")
    return response, match.target.slug in response.content.decode()


@action("accept, put off or refuse a match")
def _(scene: Scene) -> Answer:
    match = _match(scene)
    response = _said(scene, "match_decide", match, decision="later")
    return response, Feedback.objects.exists()


@action("undo what was said of a match")
def _(scene: Scene) -> Answer:
    match = _match(scene)
    decide(match=match, decision=Decision.LATER, actor=None)
    response = _said(scene, "match_undo", match)
    return response, not Feedback.objects.exists()


@action("prefer partners across the border")
def _(scene: Scene) -> Answer:
    publish(scene.company)
    response = scene.client.post(url("de", "match_preference", scene.company.pk), {"other_side_first": "on"})
    return response, Preference.objects.exists()


@action("read a match in the administration")
def _(scene: Scene) -> Answer:
    match = _match(scene)
    response = scene.client.get(reverse("admin:matching_match_change", args=[match.pk]))
    return response, response.status_code == 200
