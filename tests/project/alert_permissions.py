"""What the rows of docs/permissions.md about notifications and saved searches mean."""

from accounts.choices import Frequency
from accounts.models import Notification
from accounts.services.notifications import frequencies_of
from accounts.unsubscribing import EVERYTHING, unsubscribe_path
from alerts.links import unsubscribe_path as search_path
from alerts.lists import list_of
from alerts.models import SavedSearch
from alerts.services.saving import save_search
from tests.project.permissions import Answer, Scene, action


def _search(scene: Scene) -> SavedSearch:
    """A saved search of the company's owner."""
    search, _is_new = save_search(
        user=scene.owner, kept=list_of("company"), query="region=DED2D", name="Görlitz", frequency=Frequency.DAILY
    )
    return search


def _line(scene: Scene) -> Notification:
    """A line in the inbox of the company's owner."""
    line: Notification = Notification.objects.create(user=scene.owner, kind="review", url_name="home", key="one")
    return line


@action("save a search")
def _(scene: Scene) -> Answer:
    response = scene.post("saved_search_new", "company", name="Alle", frequency="daily")
    return response, SavedSearch.objects.filter(name="Alle").exists()


@action("see a saved search of the owner")
def _(scene: Scene) -> Answer:
    response = scene.get("saved_search", _search(scene).pk)
    return response, response.status_code == 200


@action("change a saved search of the owner")
def _(scene: Scene) -> Answer:
    search = _search(scene)
    response = scene.post("saved_search_edit", search.pk, name="Neu", frequency="weekly")
    search.refresh_from_db()
    return response, search.name == "Neu"


@action("delete a saved search of the owner")
def _(scene: Scene) -> Answer:
    search = _search(scene)
    response = scene.post("saved_search_delete", search.pk)
    return response, not SavedSearch.objects.filter(pk=search.pk).exists()


@action("open a notification of the owner")
def _(scene: Scene) -> Answer:
    line = _line(scene)
    response = scene.get("notification_open", line.pk)
    line.refresh_from_db()
    return response, line.read_at is not None


@action("mark a notification of the owner as read")
def _(scene: Scene) -> Answer:
    line = _line(scene)
    response = scene.post("notification_read", line.pk)
    line.refresh_from_db()
    return response, line.read_at is not None


@action("choose how often mails about notifications come")
def _(scene: Scene) -> Answer:
    response = scene.get("notification_settings")
    return response, response.status_code == 200


@action("stop mails by the link of a mail")
def _(scene: Scene) -> Answer:
    response = scene.client.post(unsubscribe_path(scene.owner, EVERYTHING, "de"), {"List-Unsubscribe": "One-Click"})
    return response, set(frequencies_of(scene.owner).values()) <= {Frequency.NEVER}


@action("stop mails about a saved search by the link of a mail")
def _(scene: Scene) -> Answer:
    search = _search(scene)
    response = scene.client.post(search_path(scene.owner, search, "de"), {"List-Unsubscribe": "One-Click"})
    search.refresh_from_db()
    return response, search.frequency == Frequency.NEVER
