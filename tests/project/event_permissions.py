"""What the rows of docs/permissions.md about events mean; the roles are seen from one event of an institution."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import OutgoingMail
from events.choices import StaffRole, State
from events.handing_on import offer_path
from events.models import ConsentText, Document, Event, EventStaff, Mailing, ProgrammeItem, Question, Registration, Tick
from events.services.planning import submit_event
from events.tokens import registration_token
from publishing.models import ReviewItem, Revision
from tests.events.factories import make_event, make_item, make_registration, make_staff
from tests.factories import make_clerk, make_institution, make_member, make_superuser, make_user, publish
from tests.listings.uploads import PDF, upload
from tests.pages import Page
from tests.project.permissions import ACTIONS, Answer, Scene

TEXTS = {"subject_de": "a", "subject_cs": "b", "text_de": "c", "text_cs": "d"}


class EventScene(Scene):
    """One published event of an institution in the region Görlitz, and those who ask."""

    def __init__(self) -> None:
        self.house = publish(make_institution())
        self.event: Event = make_event("Kooperationstag", organisation=self.house, summary_de="x", languages=["de"])
        self.main = make_staff(self.event)
        self.guest = make_registration(self.event, needs="Rollstuhl")
        super().__init__()

    def makers(self) -> dict[str, Callable[[], Any]]:
        """The roles of an event."""
        return {
            "colleague": lambda: make_member(self.house),
            "check-in": lambda: make_staff(self.event, StaffRole.CHECK_IN),
            "support": lambda: make_staff(self.event, StaffRole.SUPPORT),
            "main organiser": lambda: self.main,
            "clerk": lambda: make_clerk("DED2D"),
            "other clerk": lambda: make_clerk("CZ051"),
            "superuser": make_superuser,
        }

    def draft(self) -> Event:
        """The event, before anybody else sees it."""
        Event.objects.filter(pk=self.event.pk).update(status="draft", published_at=None)
        return self.event

    def now(self) -> Event:
        """The event as it is now."""
        found: Event = Event.objects.get(pk=self.event.pk)
        return found


EVENT_ACTIONS: set[str] = set()


def action(name: str) -> Callable[[Callable[[EventScene], Answer]], None]:
    """Ties a row of the table to what checks it."""

    def tie(check: Callable[[EventScene], Answer]) -> None:
        ACTIONS[name] = check  # type: ignore[assignment]
        EVENT_ACTIONS.add(name)

    return tie


def reading(name: str, view: str, *, slug: bool = False, is_draft: bool = False) -> None:
    """A row about a page that is read."""

    def check(scene: EventScene) -> Answer:
        event = scene.draft() if is_draft else scene.event
        response = scene.get(view, event.slug if slug else event.pk)
        return response, response.status_code == 200

    action(name)(check)


reading("see a published event", "event_detail", slug=True)
reading("see an event in draft", "event_detail", slug=True, is_draft=True)
reading("see where an event stands", "event_plan")
reading("see the team of an event", "event_staff")
reading("see who has registered", "event_registrations")
reading("open the check-in", "event_check_in")
reading("print papers", "event_papers")


@action("plan a new event")
def _(scene: EventScene) -> Answer:
    facts = {"organisation": scene.house.pk, "type": "workshop", "original_language": "de", "precision": "day"}
    response = scene.post("event_new", **facts, first_day="2030-03-12", title="Neues")
    return response, Event.objects.filter(title_de="Neues").exists()


@action("edit the facts of an event")
def _(scene: EventScene) -> Answer:
    operator = Scene.__new__(Scene)
    operator.client = type(scene.client)()
    operator.client.force_login(scene.main)
    data = Page(operator.get("event_edit", scene.event.pk)).form("version")
    response = scene.post(
        "event_edit", scene.event.pk, **{**data, "venue": "Rathaus", "tell_participants": "no", "action": "save"}
    )
    return response, scene.now().venue == "Rathaus"


@action("submit an event")
def _(scene: EventScene) -> Answer:
    response = scene.post("event_submit", scene.draft().pk)
    return response, scene.now().status == "submitted"


@action("withdraw an event from review")
def _(scene: EventScene) -> Answer:
    submit_event(pk=scene.draft().pk, actor=None)
    response = scene.post("event_withdraw", scene.event.pk)
    return response, scene.now().status == "draft"


@action("take an event off the public pages")
def _(scene: EventScene) -> Answer:
    response = scene.post("event_archive", scene.event.pk)
    return response, scene.now().status == "archived"


@action("call an event off")
def _(scene: EventScene) -> Answer:
    response = scene.post("event_call_off", scene.event.pk, reason_de="x", reason_cs="y")
    return response, scene.now().is_called_off


@action("change the programme")
def _(scene: EventScene) -> Answer:
    item = make_item(scene.event)
    response = scene.post("event_item_step", scene.event.pk, item.pk, step="later")
    return response, ProgrammeItem.objects.get().starts_at == item.starts_at + timedelta(minutes=15)


@action("add a document to an event")
def _(scene: EventScene) -> Answer:
    data = {"title_de": "Anfahrt", "audience": "public", "item": "", "upload": upload("plan.pdf", PDF)}
    response = scene.post("event_document_new", scene.event.pk, **data)
    return response, Document.objects.exists()


@action("ask a question at the registration")
def _(scene: EventScene) -> Answer:
    facts = {"use": "registration", "type": "text", "label_de": "x", "label_cs": "y"}
    response = scene.post("event_question_new", scene.event.pk, **facts)
    return response, Question.objects.exists()


@action("change the consents of an event")
def _(scene: EventScene) -> Answer:
    facts = {"photos-is_asked": "on", "photos-text_de": "x", "photos-text_cs": "y"}
    response = scene.post("event_consents", scene.event.pk, **facts)
    return response, ConsentText.objects.exists()


@action("read what a participant needs")
def _(scene: EventScene) -> Answer:
    response = scene.get("event_registration", scene.event.pk, scene.guest.pk)
    return response, b"Rollstuhl" in response.content


@action("take the list of participants along")
def _(scene: EventScene) -> Answer:
    response = scene.get("event_registrations_table", scene.event.pk, "csv")
    return response, response.status_code == 200


@action("decide a registration")
def _(scene: EventScene) -> Answer:
    asked = make_registration(scene.event, state=State.REQUESTED)
    response = scene.post("event_registration_steps", scene.event.pk, action="approve", ticked=asked.pk)
    return response, Registration.objects.get(pk=asked.pk).state == State.CONFIRMED


@action("send a mail to participants")
def _(scene: EventScene) -> Answer:
    mailing = Mailing.objects.create(event=scene.event, **TEXTS)
    response = scene.post("event_mailing_step", scene.event.pk, mailing.pk, step="send")
    return response, Mailing.objects.get().started_at is not None


@action("give a place to somebody else")
def _(scene: EventScene) -> Answer:
    facts = {
        "instead-first_name": "Petr",
        "instead-language": "cs",
        "instead-last_name": "Šustr",
        "instead-email": "petr@example.org",
    }
    response = scene.post("event_registration_substitute", scene.event.pk, scene.guest.pk, **facts)
    return response, Registration.objects.filter(email="petr@example.org").exists()


@action("call a programme item off")
def _(scene: EventScene) -> Answer:
    item = make_item(scene.event)
    response = scene.post("event_item_step", scene.event.pk, item.pk, step="call_off")
    return response, ProgrammeItem.objects.get().called_off_at is not None


@action("leave the team of an event")
def _(scene: EventScene) -> Answer:
    own = EventStaff.objects.filter(event=scene.event, user=getattr(scene, "user", None)).first()
    row = own or EventStaff.objects.get(event=scene.event, user=scene.main)
    response = scene.post("event_staff_end", scene.event.pk, row.pk)
    return response, not EventStaff.objects.filter(pk=row.pk).exists()


@action("take somebody into the team")
def _(scene: EventScene) -> Answer:
    person = make_user()
    response = scene.post("event_staff", scene.event.pk, email=person.email, role="main")
    return response, EventStaff.objects.filter(user=person).exists()


@action("change a role in the team")
def _(scene: EventScene) -> Answer:
    row = EventStaff.objects.get(user=make_staff(scene.event, StaffRole.SUPPORT))
    response = scene.post("event_staff_role", scene.event.pk, row.pk, role="main")
    return response, EventStaff.objects.get(pk=row.pk).role == StaffRole.MAIN


@action("let somebody in")
def _(scene: EventScene) -> Answer:
    response = scene.post("event_tick", scene.event.pk, registration=scene.guest.pk, direction="in")
    return response, Tick.objects.filter(at__lte=timezone.now()).exists()


@action("offer a place to somebody by the link of its registration")
def _(scene: EventScene) -> Answer:
    link = (registration_token(scene.guest), scene.guest.pk)
    response = scene.post("registration_hand_on", *link, email="heir@example.org")
    return response, OutgoingMail.objects.filter(recipient="heir@example.org").exists()


@action("take a place over with the link of somebody else")
def _(scene: EventScene) -> Answer:
    token = offer_path(scene.guest, "heir@example.org", "de").rstrip("/").rsplit("/", 1)[1]
    other = make_registration(scene.event)
    response = scene.post("registration_take_over", token.replace(f"{scene.guest.pk}-", f"{other.pk}-", 1))
    return response, Registration.objects.filter(email="heir@example.org").exists()


@action("publish an event that waits")
def _(scene: EventScene) -> Answer:
    submit_event(pk=scene.draft().pk, actor=None)
    revision = Revision.objects.of("event", scene.event.pk).latest("id")
    item = ReviewItem.objects.get(kind="event")
    response = scene.post("admin:publishing_reviewitem_change", item.pk, decision="approve", revision=revision.pk)
    return response, scene.now().status == "published"
