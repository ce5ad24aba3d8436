"""What the rows of docs/permissions.md about cipher demands and the supply radar mean."""

from django.urls import reverse

from radar.models import Need
from tests.factories import make_listing, publish
from tests.project.permissions import Answer, Scene, action

TURNED = "44316500"


@action("see whose a cipher demand is")
def _(scene: Scene) -> Answer:
    publish(scene.company)
    listing = publish(make_listing(organisation=scene.company, is_cipher=True))
    response = scene.get("listing_detail", listing.slug)
    return response, scene.company.slug in response.content.decode()


@action("see the supply radar")
def _(scene: Scene) -> Answer:
    response = scene.get("radar")
    return response, response.status_code == 200


@action("take the supply radar along")
def _(scene: Scene) -> Answer:
    response = scene.get("radar_csv")
    return response, response.status_code == 200


@action("see what a company needs")
def _(scene: Scene) -> Answer:
    response = scene.get("own_radar", scene.company.pk)
    return response, response.status_code == 200


@action("say what a company needs")
def _(scene: Scene) -> Answer:
    response = scene.client.post(reverse("own_radar", args=[scene.company.pk]), {"capabilities": [TURNED]})
    return response, Need.objects.exists()
