"""Who is told what about a plan: the whole timetable first, later only what changed, once, in the own language."""

from typing import Any

import pytest
from django.utils import timezone

from accounts.models import OutgoingMail
from bilingual.choices import Language
from events.choices import State
from exchange.choices import PlanState, RequestState
from exchange.models import Exchange, Meeting, Participant, Plan, PlanLetter
from exchange.services.telling import requeue_unfinished, send_batch, tell_changes
from tests.events.factories import make_event
from tests.exchange.factories import make_exchange, make_interpreter, make_participant, make_request, make_told_plan

pytestmark = pytest.mark.django_db


class Scene:
    """Three people, two wishes, and a first plan in which both take place."""

    def __init__(self) -> None:
        self.exchange: Exchange = make_exchange(make_event("Kooperationstage", title_cs="Dny spolupráce"))
        self.slots, self.tables = list(self.exchange.slots.all()), list(self.exchange.tables.all())
        self.jana, self.otto, self.ada = (make_participant(self.exchange) for _ in range(3))
        self.jana.registration.booking.language = Language.CS
        self.jana.registration.booking.save()
        self.first = make_request(self.jana, self.otto)
        self.second = make_request(self.otto, self.ada)

    def tell(self, *meetings: Any, write: bool = True, **facts: Any) -> Plan:
        """Publish a plan in place of the one before."""
        told = Plan.objects.filter(exchange=self.exchange, state__in=(PlanState.PRELIMINARY, PlanState.FINAL))
        previous = told.first()
        told.update(state=PlanState.REPLACED)
        plan = make_told_plan(self.exchange, meetings, previous=previous, **facts)
        tell_changes(plan)
        if write:
            write_all(plan)
        return plan

    def both(self) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
        return (self.first, self.slots[0], self.tables[0]), (self.second, self.slots[1], self.tables[1])


def write_all(plan: Plan) -> None:
    while send_batch(plan_id=plan.pk):
        pass


def mails() -> dict[str, str]:
    """By address the text of the newest mail; all are forgotten then."""
    found = {mail.recipient: f"{mail.subject}\n{mail.text}" for mail in OutgoingMail.objects.order_by("pk")}
    OutgoingMail.objects.all().delete()
    return found


def address(person: Participant) -> str:
    return person.registration.email


def test_the_first_time_everybody_gets_the_timetable_in_the_own_language() -> None:
    scene = Scene()
    free = make_participant(scene.exchange)
    plan = scene.tell(*scene.both())
    assert OutgoingMail.objects.get(recipient=address(scene.jana)).language == "cs"
    assert OutgoingMail.objects.get(recipient=address(scene.otto)).attachments[0]["type"].startswith("text/calendar")
    found = mails()
    assert set(found) == {address(scene.jana), address(scene.otto), address(scene.ada)}
    assert "Dny spolupráce" in found[address(scene.jana)]
    assert scene.jana.registration.full_name in found[address(scene.otto)]
    assert scene.ada.registration.full_name in found[address(scene.otto)]
    assert address(free) not in found
    assert PlanLetter.objects.filter(plan=plan, sent_at=None).count() == 0


def test_a_second_run_sends_nothing_twice() -> None:
    scene = Scene()
    plan = scene.tell(*scene.both())
    assert len(mails()) == 3
    assert tell_changes(plan) == 0
    write_all(plan)
    assert requeue_unfinished() == 0
    assert mails() == {}


def test_later_only_those_for_whom_something_changed_are_told_what() -> None:
    scene = Scene()
    one, two = scene.both()
    scene.tell(one, two)
    mails()
    scene.tell(one, (scene.second, scene.slots[3], scene.tables[2]))
    found = mails()
    assert set(found) == {address(scene.otto), address(scene.ada)}
    text = found[address(scene.ada)]
    assert text.index("9:25") < text.index("10:15")
    assert scene.jana.registration.full_name not in found[address(scene.otto)]


def test_who_loses_a_meeting_reads_why_and_a_new_one_is_named() -> None:
    scene = Scene()
    one, two = scene.both()
    scene.tell(one)
    mails()
    scene.jana.absent_at = timezone.now()
    scene.jana.save()
    scene.tell(two, unmet={str(scene.first.pk): "no_common_slot"})
    text = mails()[address(scene.otto)]
    assert scene.jana.registration.full_name in text
    assert scene.ada.registration.full_name in text


def test_what_was_not_written_yet_is_told_with_the_next_plan() -> None:
    scene = Scene()
    one, two = scene.both()
    scene.tell(one, two)
    mails()
    unwritten = scene.tell(one, (scene.second, scene.slots[2], scene.tables[1]), write=False)
    back = scene.tell(one, two, write=False)
    write_all(unwritten)
    write_all(back)
    assert mails() == {}  # nobody has heard of the move, and everything is as it was told
    scene.tell(one, (scene.second, scene.slots[2], scene.tables[1]), write=False)
    scene.tell(one, (scene.second, scene.slots[3], scene.tables[1]))
    found = mails()
    assert set(found) == {address(scene.otto), address(scene.ada)}
    assert "9:25" in found[address(scene.ada)]
    assert "9:50" not in found[address(scene.ada)]


def test_everybody_hears_once_that_a_preliminary_plan_is_final() -> None:
    scene = Scene()
    plan = scene.tell(*scene.both())
    mails()
    plan.state = PlanState.FINAL
    plan.save()
    assert tell_changes(plan) == 3
    write_all(plan)
    assert len(mails()) == 3
    scene.tell(*scene.both(), state=PlanState.FINAL)
    assert mails() == {}


def test_who_got_no_meeting_reads_why() -> None:
    scene = Scene()
    one, _two = scene.both()
    scene.tell(one, unmet={str(scene.second.pk): "no_table"})
    text = mails()[address(scene.ada)]
    assert scene.otto.registration.full_name in text


def test_a_withdrawn_wish_falls_out_without_a_reason_of_the_planner() -> None:
    scene = Scene()
    one, two = scene.both()
    scene.tell(one, two)
    mails()
    scene.second.state = RequestState.WITHDRAWN
    scene.second.save()
    scene.tell(one)
    assert set(mails()) == {address(scene.otto), address(scene.ada)}


def test_who_has_cancelled_the_registration_gets_a_link_that_works() -> None:
    scene = Scene()
    one, two = scene.both()
    scene.tell(one, two)
    mails()
    scene.ada.registration.state = State.CANCELLED
    scene.ada.registration.save()
    scene.tell(one)
    text = mails()[address(scene.ada)]
    assert ".pdf" not in text


def test_interpreters_with_an_address_get_their_plan_and_each_change_of_it() -> None:
    scene = Scene()
    vera = make_interpreter(scene.exchange, "Věra", email="vera@example.cz")
    make_interpreter(scene.exchange, "Ohne Adresse")
    one, two = scene.both()
    scene.tell((*one, vera), two)
    mail = OutgoingMail.objects.get(recipient=vera.email)
    assert (mail.language, len(mail.attachments)) == ("cs", 1)
    assert scene.jana.registration.full_name in mail.text
    mails()
    scene.tell((*one, vera), (scene.second, scene.slots[3], scene.tables[1]))
    assert vera.email not in mails()
    scene.tell(one, two)
    assert vera.email in mails()


def test_a_mail_is_the_same_work_for_many(django_assert_num_queries: Any) -> None:
    scene = Scene()
    plan = scene.tell(*scene.both(), write=False)
    with django_assert_num_queries(15):
        tell_changes(plan)
    assert Meeting.objects.filter(plan=plan).count() == 2
