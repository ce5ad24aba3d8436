"""Asking, answering, withdrawing, what ends by itself; the budget; the mails."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import OutgoingMail
from bilingual.choices import Language
from events.choices import StandState, State
from events.models import Booking, Registration, StandRequest
from exchange import letters, tasks
from exchange.budget import budget_of
from exchange.choices import Meets, Priority, RequestState
from exchange.exceptions import (
    AlreadyAnswered,
    AlreadyDeclined,
    AskedOften,
    ExchangeClosed,
    MayNotMeet,
    NoneLeft,
    NotTakingPart,
)
from exchange.models import Ban, Exchange, MeetingRequest, Participant
from exchange.pairing import may_meet, partners_of
from exchange.services.expiring import exchanges_with_expired, expire, people_to_remind, remind
from exchange.services.requesting import accept, ask, decline, set_priority, withdraw
from tests.exchange.factories import make_exchange, make_participant, make_request
from tests.factories import make_company, publish

pytestmark = pytest.mark.django_db
HIGH, NORMAL = Priority.HIGH, Priority.NORMAL
type Two = tuple[Participant, Participant]


@pytest.fixture
def exchange() -> Exchange:
    return make_exchange(most_requests=2, most_high=1)


@pytest.fixture
def two(exchange: Exchange) -> Two:
    return make_participant(exchange), make_participant(exchange)


def wish(source: Participant, target: Participant, priority: Priority = NORMAL, **fields: Any) -> MeetingRequest:
    return ask(source_id=source.pk, target_id=target.pk, reason="Wir brauchen Wellen.", priority=priority, **fields)


def mails() -> Iterator[tuple[str, str]]:
    return ((mail.purpose, mail.recipient) for mail in OutgoingMail.objects.order_by("pk"))


def test_the_asked_person_gets_a_mail_in_the_own_language_and_answers_once(two: Two) -> None:
    source, target = two
    Booking.objects.filter(pk=target.registration.booking_id).update(language="cs")
    request = wish(source, target)
    assert wish(source, target).pk == request.pk
    mail = OutgoingMail.objects.get()
    assert (mail.recipient, mail.language) == (target.registration.email, "cs")
    assert "Wir brauchen Wellen." in mail.text
    assert "/cs/" in mail.text
    for _click in range(2):
        accept(request_id=request.pk, participant_id=target.pk, priority=HIGH)
    request.refresh_from_db()
    assert (request.state, request.target_priority, request.weight) == (RequestState.ACCEPTED, 4, 6)
    assert list(mails())[1:] == [("exchange_answer", source.registration.email)]


def test_who_asks_back_accepts(two: Two) -> None:
    request = wish(*two)
    assert wish(two[1], two[0], HIGH).pk == request.pk
    request.refresh_from_db()
    assert (request.state, request.target_priority) == (RequestState.ACCEPTED, HIGH)
    assert MeetingRequest.objects.count() == 1


def test_declined_is_declined_for_the_same_side_only(two: Two) -> None:
    request = wish(*two)
    for _click in range(2):
        decline(request_id=request.pk, participant_id=two[1].pk, answer="Passt nicht.")
    mail = OutgoingMail.objects.latest("pk")
    assert "Passt nicht." in mail.text
    with pytest.raises(AlreadyDeclined):
        wish(*two)
    with pytest.raises(AlreadyAnswered):
        accept(request_id=request.pk, participant_id=two[1].pk, priority=NORMAL)
    assert wish(two[1], two[0]).pk != request.pk


def test_withdrawn_can_be_asked_once_more(two: Two) -> None:
    for number in range(2):
        request = wish(*two)
        if number:
            accept(request_id=request.pk, participant_id=two[1].pk, priority=NORMAL)
        withdraw(request_id=request.pk, participant_id=two[0].pk)
        withdraw(request_id=request.pk, participant_id=two[0].pk)
    # only who had accepted is told
    told = [row for row in mails() if row == ("exchange_answer", two[1].registration.email)]
    assert len(told) == 1
    with pytest.raises(AskedOften):
        wish(*two)


def test_the_budget_of_requests_and_of_high_priorities(exchange: Exchange, two: Two) -> None:
    me, others = two[0], [two[1], *(make_participant(exchange) for _one in range(3))]
    first = wish(me, others[0], HIGH)
    with pytest.raises(NoneLeft) as refused:
        wish(me, others[1], HIGH)
    assert (refused.value.is_high, refused.value.most) == (True, 1)
    wish(me, others[1])
    with pytest.raises(NoneLeft) as refused:
        wish(me, others[2])
    assert not refused.value.is_high
    # an answer with high priority counts as well, and an own one can be lowered
    asked = wish(others[2], me)
    with pytest.raises(NoneLeft):
        accept(request_id=asked.pk, participant_id=me.pk, priority=HIGH)
    set_priority(request_id=first.pk, participant_id=me.pk, priority=NORMAL)
    accept(request_id=asked.pk, participant_id=me.pk, priority=HIGH)
    with pytest.raises(NoneLeft):
        set_priority(request_id=first.pk, participant_id=me.pk, priority=HIGH)
    # with people who are gone nothing is used up
    Registration.objects.filter(pk=others[0].registration_id).update(state=State.CANCELLED)
    budget = budget_of(exchange, me)
    assert (budget.left, budget.left_high) == (1, 0)
    make_request(me, others[3], by_organiser=True)
    assert budget_of(exchange, me).left == 1


def test_requests_of_others_do_not_exist(exchange: Exchange, two: Two) -> None:
    request, third = wish(*two), make_participant(exchange)
    for step in (
        lambda: accept(request_id=request.pk, participant_id=two[0].pk, priority=NORMAL),
        lambda: decline(request_id=request.pk, participant_id=third.pk),
        lambda: withdraw(request_id=request.pk, participant_id=two[1].pk),
        lambda: set_priority(request_id=request.pk, participant_id=third.pk, priority=HIGH),
    ):
        with pytest.raises(MeetingRequest.DoesNotExist):
            step()


def test_who_is_gone_neither_asks_nor_is_asked(exchange: Exchange, two: Two) -> None:
    request = wish(*two)
    Participant.objects.filter(pk=two[0].pk).update(left_at=timezone.now())
    with pytest.raises(NotTakingPart):
        accept(request_id=request.pk, participant_id=two[1].pk, priority=NORMAL)
    with pytest.raises(NotTakingPart):
        wish(two[1], two[0])
    Exchange.objects.filter(pk=exchange.pk).update(is_open=False)
    with pytest.raises(ExchangeClosed):
        wish(*two)


def test_a_request_ends_with_the_time_to_answer_never_after_the_exchange_closes(exchange: Exchange) -> None:
    one, other, third = (make_participant(exchange) for _one in range(3))
    request = wish(one, other)
    assert request.answer_until
    assert timedelta(days=6) < request.answer_until - timezone.now() <= timedelta(days=7)
    closing = timezone.now() + timedelta(days=1)
    Exchange.objects.filter(pk=exchange.pk).update(closes_at=closing)
    assert wish(one, third).answer_until == closing
    assert exchanges_with_expired() == []
    Exchange.objects.filter(pk=exchange.pk).update(closes_at=timezone.now())
    with pytest.raises(AlreadyAnswered):
        accept(request_id=request.pk, participant_id=other.pk, priority=NORMAL)
    assert exchanges_with_expired() == [exchange.pk]
    assert (expire(exchange_id=exchange.pk), expire(exchange_id=exchange.pk)) == (2, 0)
    assert set(MeetingRequest.objects.values_list("state", flat=True)) == {RequestState.EXPIRED}
    assert list(mails())[2:] == [("exchange_answer", one.registration.email)] * 2


def test_one_reminder_two_days_before(exchange: Exchange) -> None:
    asked, others = make_participant(exchange), [make_participant(exchange) for _one in range(2)]
    Exchange.objects.filter(pk=exchange.pk).update(most_requests=9)
    for other in others:
        wish(other, asked)
    assert people_to_remind() == []
    soon = {
        "answer_until": timezone.now() + timedelta(days=1, hours=20),
        "created_at": timezone.now() - timedelta(days=5),
    }
    MeetingRequest.objects.update(**soon)
    assert people_to_remind() == [asked.pk]
    for _hour in range(2):
        assert remind(participant_id=asked.pk)
    told = [row for row in mails() if row[0] == "exchange_reminder"]
    assert told == [("exchange_reminder", asked.registration.email)]
    Participant.objects.filter(pk__in=[one.pk for one in others]).update(left_at=timezone.now())
    assert not remind(participant_id=asked.pk)


def test_the_jobs_find_what_is_due(two: Two) -> None:
    request = wish(*two)
    MeetingRequest.objects.update(
        answer_until=timezone.now() + timedelta(hours=1), created_at=timezone.now() - timedelta(3)
    )
    tasks.watch_unanswered_requests(timestamp=0)
    MeetingRequest.objects.update(answer_until=timezone.now())
    tasks.watch_meeting_requests(timestamp=0)
    names = {"exchange.remind_of_requests", "exchange.expire_meeting_requests"}
    jobs = ProcrastinateJob.objects.filter(task_name__in=names).order_by("id")
    assert [job.args for job in jobs] == [{"participant_id": two[1].pk}, {"exchange_id": request.exchange_id}]
    tasks.expire_meeting_requests(exchange_id=request.exchange_id)
    tasks.remind_of_requests(participant_id=two[1].pk)
    request.refresh_from_db()
    assert request.state == RequestState.EXPIRED
    assert [row[0] for row in mails()] == ["exchange_request", "exchange_answer"]


@pytest.mark.parametrize("language", ["de", "cs"])
def test_every_answer_is_told_in_words(two: Two, language: str) -> None:
    Booking.objects.update(language=language)
    request = MeetingRequest.objects.get(pk=make_request(*two, reason="Wellen").pk)
    subjects = []
    for state in (RequestState.ACCEPTED, RequestState.DECLINED, RequestState.EXPIRED, RequestState.WITHDRAWN):
        request.state = state
        letters.tell_answered(request)
        mail = OutgoingMail.objects.latest("pk")
        assert f"/{language}/" in mail.html
        subjects.append(mail.subject)
    assert len(set(subjects)) == 4


def test_who_may_meet_whom(exchange: Exchange) -> None:
    saxon, czech = publish(make_company()), publish(make_company(region="CZ051"))
    one, colleague = (make_participant(exchange, organisation_id=saxon.pk) for _one in range(2))
    abroad, guest = make_participant(exchange, organisation_id=czech.pk), make_participant(exchange)
    banned = make_participant(exchange, organisation_id=czech.pk)
    Ban.objects.create(exchange=exchange, first=one, second=banned)
    assert set(partners_of(one)) == {abroad, guest}
    with pytest.raises(MayNotMeet):
        wish(one, colleague)
    with pytest.raises(MayNotMeet):
        wish(banned, one)
    one.exchange.meets = Meets.ABROAD
    assert set(partners_of(one)) == {abroad}
    one.exchange.meets = Meets.EXHIBITORS
    assert not partners_of(one)
    exchange.tables.update(host=None)
    table = exchange.tables.all()[0]
    table.host = guest
    table.save()
    assert set(partners_of(one)) == {guest}
    StandRequest.objects.create(event=exchange.event, organisation_id=saxon.pk, name="x", state=StandState.APPROVED)
    assert set(partners_of(one)) == {abroad, guest}
    assert may_meet(one, guest)


def test_people_of_the_same_typed_organisation_do_not_meet(exchange: Exchange) -> None:
    one, other = make_participant(exchange), make_participant(exchange)
    Registration.objects.filter(pk=one.registration_id).update(organisation_name="Gast GmbH")
    Registration.objects.filter(pk=other.registration_id).update(organisation_name="GAST GmbH")
    with pytest.raises(MayNotMeet):
        wish(one, other, language=Language.CS)
