"""What an organisation says of matches moves its own ranking, and nobody else's."""

from datetime import timedelta

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from matching.choices import Decision, Refusal
from matching.models import Feedback, Match
from matching.services.feedback import decide, prefer, undo
from tests.matching.factories import make_buyer, make_demand, make_offer, make_owner, match_of, matches_of, refresh

pytestmark = pytest.mark.django_db


def decided(source: object, target: object, decision: Decision, refusal: Refusal | str = "") -> Feedback:
    """As a member says it."""
    return decide(match=match_of(source, target), decision=decision, refusal=refusal, actor=None)


def test_a_refused_partner_sinks_for_this_organisation_alone() -> None:
    _user, buyer = make_buyer()
    _other_user, other = make_buyer()
    demand, foreign = make_demand(buyer), make_demand(other)
    owner = make_owner()
    first = make_offer(owner, title_de="Drehteile aus Edelstahl, gedreht")
    again = make_offer(owner, title_de="Edelstahl Drehteile nach Zeichnung")
    make_offer(make_owner(), title_de="Drehteile und Frästeile")
    refresh(demand, foreign)
    before, elsewhere = match_of(demand, again).score, matches_of(foreign)
    decided(demand, first, Decision.DECLINED, Refusal.PARTNER)
    refresh(demand, foreign)
    assert not Match.objects.filter(source=match_of(foreign, first).source_id).exclude(score__gt=0).exists()
    assert again.title_de not in matches_of(demand) or match_of(demand, again).score < before * 0.6
    assert matches_of(foreign) == elsewhere


def test_accepted_and_refused_categories_change_the_order() -> None:
    _user, buyer = make_buyer()
    turned, geared = ["44316000"], ["42141300"]
    demand = make_demand(buyer, capabilities=[*turned, *geared])
    one = make_offer(make_owner(), capabilities=turned)
    two = make_offer(make_owner(), capabilities=geared)
    third = make_offer(make_owner(), capabilities=geared)
    refresh(demand)
    gap = match_of(demand, one).score - match_of(demand, two).score
    decided(demand, third, Decision.DECLINED, Refusal.THING)
    refresh(demand)
    assert match_of(demand, one).score - match_of(demand, two).score > gap + 0.02
    undo(match=match_of(demand, third))
    refresh(demand)
    assert match_of(demand, one).score - match_of(demand, two).score == pytest.approx(gap)
    decided(demand, third, Decision.ACCEPTED)
    refresh(demand)
    assert match_of(demand, one).score - match_of(demand, two).score < gap - 0.02


def test_too_far_sinks_the_region() -> None:
    _user, buyer = make_buyer()
    demand = make_demand(buyer)
    refused, other = (make_offer(make_owner(region="CZ042")) for _number in range(2))
    near = make_offer(make_owner(region="DED2D"))
    refresh(demand)
    before = {row.pk: match_of(demand, row).score for row in (other, near)}
    decided(demand, refused, Decision.DECLINED, Refusal.TOO_FAR)
    refresh(demand)
    assert match_of(demand, other).score < before[other.pk] - 0.05
    assert match_of(demand, near).score == before[near.pk]


def test_partners_across_the_border_first() -> None:
    _user, buyer = make_buyer()
    demand = make_demand(buyer)
    here, there = make_offer(make_owner()), make_offer(make_owner(region="CZ042"))
    refresh(demand)
    assert match_of(demand, here).score >= match_of(demand, there).score
    prefer(organisation_id=buyer.pk, other_side_first=True)
    refresh(demand)
    assert match_of(demand, there).score > match_of(demand, here).score
    assert "across" in {reason["code"] for reason in match_of(demand, there).reasons}


def test_later_comes_back_and_refused_ones_stay_away() -> None:
    _user, buyer = make_buyer()
    demand = make_demand(buyer)
    later, refused = make_offer(make_owner()), make_offer(make_owner())
    refresh(demand)
    decided(demand, later, Decision.LATER)
    decided(demand, refused, Decision.DECLINED, Refusal.KNOWN)
    today = timezone.localdate()
    open_ = Match.objects.with_decision().open(today).filter(group="offers")
    assert not open_.exists()
    assert Match.objects.with_decision().set_aside(today).count() == 2
    back = Match.objects.with_decision().open(today + timedelta(days=15)).filter(group="offers")
    assert [row.target.object_id for row in back] == [later.pk]


def test_a_second_answer_takes_the_place_of_the_first() -> None:
    _user, buyer = make_buyer()
    demand, offer = make_demand(buyer), make_offer(make_owner())
    refresh(demand)
    decided(demand, offer, Decision.DECLINED, Refusal.SIZE)
    said = decided(demand, offer, Decision.ACCEPTED)
    assert Feedback.objects.get() == said
    assert (said.refusal, said.until) == ("", None)
    assert undo(match=match_of(demand, offer))
    assert not undo(match=match_of(demand, offer))
    told = ProcrastinateJob.objects.filter(task_name="matching.refresh_organisation")
    assert {job.args["owner_id"] for job in told} == {buyer.pk}


def test_nothing_is_kept_of_who_stands_behind_a_cipher() -> None:
    _user, buyer = make_buyer()
    offer = make_offer(buyer)
    demand = make_demand(make_owner(), is_cipher=True)
    refresh(offer)
    assert decided(offer, demand, Decision.DECLINED, Refusal.PARTNER).target_owner_id is None
