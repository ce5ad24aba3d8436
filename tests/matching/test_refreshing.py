"""Matches follow what is published, and only the rows that must change are written."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import Notification
from listings.choices import Closing
from listings.models import Listing
from listings.services.entries import close_listing
from matching.models import Match, Source
from matching.services.refreshing import refresh_all, refresh_entries, refresh_organisation
from matching.tasks import refresh_nightly
from organisations.models import Certificate, Membership
from search.services import embed_now, index_now
from tests.factories import make_institution, make_user, publish
from tests.matching.factories import (
    OAK,
    document_of,
    has_source,
    make_buyer,
    make_czech_offer,
    make_demand,
    make_offer,
    make_owner,
    match_of,
    matches_of,
    refresh,
)

pytestmark = pytest.mark.django_db


def versions() -> dict[int, str]:
    """What changes of a row when it is written."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, xmin::text || ctid::text FROM matching_match")
        return dict(cursor.fetchall())


def jobs(task: str) -> list[dict[str, Any]]:
    """The arguments of the jobs of a task."""
    return list(ProcrastinateJob.objects.filter(task_name=task).order_by("id").values_list("args", flat=True))


def test_a_demand_finds_offers_and_an_offer_finds_demands() -> None:
    _user, buyer = make_buyer()
    demand, seller = make_demand(buyer), make_owner("Dreherei GmbH", user=make_user())
    offer, _other = make_offer(seller), make_offer(seller, **OAK)
    refresh(demand, offer)
    assert matches_of(demand) == ["Drehteile aus Edelstahl"]
    assert match_of(demand, offer).group == "offers"
    assert match_of(offer, demand).group == "demands"


def test_only_organisations_with_members_have_matches() -> None:
    demand, offer = make_demand(make_owner()), make_offer(make_owner())
    refresh(demand, offer)
    assert not Match.objects.exists()
    Membership.objects.create(organisation=demand.organisation, user=make_user(), role="editor")
    refresh(demand)
    assert matches_of(demand) == [offer.title_de]
    Membership.objects.all().delete()
    refresh(demand)
    assert not has_source(demand)
    assert not Match.objects.exists()


def test_across_the_languages_by_meaning() -> None:
    _user, buyer = make_buyer()
    demand = make_demand(buyer, capabilities=[])
    seller = make_owner("Soustružna s.r.o.", region="CZ041")
    offer = make_czech_offer(seller, capabilities=[])
    other = make_czech_offer(
        seller, capabilities=[], title_cs="Překlady návodů", description_cs="Z češtiny do němčiny."
    )
    embed_now(kind="listing", ids=[demand.pk, offer.pk, other.pk])
    refresh(demand)
    assert matches_of(demand) == [offer.title_cs]
    assert "meaning" in {reason["code"] for reason in match_of(demand, offer).reasons}


def test_a_new_offer_joins_the_demands_that_it_fits_and_touches_no_other_row() -> None:
    _user, buyer = make_buyer()
    demands = [make_demand(buyer), make_demand(buyer, **OAK)]
    first = [make_offer(make_owner()), make_offer(make_owner(), **OAK)]
    refresh(*demands)
    before = versions()
    assert len(before) == 2
    offer = make_offer(make_owner(), title_de="Drehteile aus Edelstahl nach Zeichnung")
    refresh(offer)
    after = versions()
    assert set(matches_of(demands[0])) == {first[0].title_de, offer.title_de}
    assert {pk: mark for pk, mark in after.items() if pk in before} == before
    assert len(after) == 3


def test_what_has_not_changed_is_not_written() -> None:
    _user, buyer = make_buyer()
    demand, offer = make_demand(buyer), make_offer(make_owner())
    refresh(demand)
    before = versions()
    refresh(demand, offer)
    assert versions() == before


def test_a_changed_offer_changes_or_loses_its_own_row_alone() -> None:
    _user, buyer = make_buyer()
    demand, offer, other = make_demand(buyer), make_offer(make_owner()), make_offer(make_owner())
    refresh(demand)
    kept = versions()[match_of(demand, other).pk]
    Listing.objects.filter(pk=offer.pk).update(title_de="Tischplatten", description_de="Aus Eiche.")
    offer.capabilities.set(["39120000"])
    index_now(kind="listing", ids=[offer.pk])
    refresh(offer)
    assert versions() == {match_of(demand, other).pk: kept}


def test_what_is_closed_is_gone_at_once() -> None:
    user, buyer = make_buyer()
    demand, offer = make_demand(buyer), make_offer(make_owner())
    refresh(demand)
    close_listing(pk=offer.pk, actor=user, closing=Closing.FOUND)
    index_now(kind="listing", ids=[offer.pk])
    assert matches_of(demand) == []
    close_listing(pk=demand.pk, actor=user, closing=Closing.FOUND)
    index_now(kind="listing", ids=[demand.pk])
    assert not Source.objects.filter(document__kind="listing").exists()


def test_validity_and_certificates_are_looked_at_each_night() -> None:
    _user, buyer = make_buyer()
    demand = make_demand(buyer, certificates=["ISO 9001"])
    good, late = make_owner(), make_owner()
    for owner in (good, late):
        Certificate.objects.create(organisation=owner, standard="ISO 9001", valid_until=timezone.localdate())
        make_offer(owner, title_de=f"Drehteile Edelstahl {owner.pk}")
    refresh(demand)
    assert len(matches_of(demand)) == 2
    Certificate.objects.filter(organisation=late).update(valid_until=timezone.localdate() - timedelta(days=1))
    Source.objects.update(computed_at=timezone.now() - timedelta(days=2))
    refresh_nightly(timestamp=0)
    assert matches_of(demand) == [f"Drehteile Edelstahl {good.pk}"]


def test_delivery_area() -> None:
    _user, buyer = make_buyer()
    demand = make_demand(buyer)
    here = make_offer(make_owner(), delivery_regions=["DED2D"])
    make_offer(make_owner(), delivery_regions=["CZ041"], title_de="Drehteile aus Edelstahl, Karlsbad")
    refresh(demand)
    assert matches_of(demand) == [here.title_de]
    assert {"code": "delivery", "region": "DED2D"} in match_of(demand, here).reasons


def test_a_run_that_ended_goes_on_with_what_is_left() -> None:
    _user, buyer = make_buyer()
    demands = [make_demand(buyer, title_de=f"Drehteile {number} aus Edelstahl") for number in range(3)]
    make_offer(make_owner())
    run = iter(refresh_all(batch_size=2))
    assert next(run) == 2
    assert Source.objects.filter(computed_at=None).count() == 2
    assert list(refresh_all(batch_size=2)) == [0]
    assert list(refresh_all()) == []
    assert all(matches_of(demand) for demand in demands)


def test_the_command_refreshes_all(capsys: pytest.CaptureFixture[str]) -> None:
    _user, buyer = make_buyer()
    make_demand(buyer)
    call_command("refresh_matches", older_than=0.0, batch_size=1)
    assert capsys.readouterr().out.splitlines() == ["1 left", "0 left"]


def test_jobs_follow_the_documents_after_their_meaning() -> None:
    offer = make_offer(make_owner())
    ProcrastinateJob.objects.all()
    told = [args for args in jobs("matching.refresh_entries") if args["kind"] == "listing"]
    assert told == []
    embed_now(kind="listing", ids=[offer.pk])
    told = [args for args in jobs("matching.refresh_entries") if args["kind"] == "listing"]
    assert told == [{"kind": "listing", "ids": [offer.pk]}]
    index_now(kind="listing", ids=[offer.pk])
    assert len([args for args in jobs("matching.refresh_entries") if args["kind"] == "listing"]) == 2


def test_members_are_told_of_good_new_matches_once() -> None:
    user, buyer = make_buyer()
    demand = make_demand(buyer)
    make_offer(make_owner(), title_de="Drehteile Edelstahl, erster Anbieter")
    refresh(demand)
    assert not Notification.objects.filter(user=user, kind="matches").exists()
    offer = make_offer(make_owner())
    for _time in range(2):
        refresh(offer, demand)
    [line] = Notification.objects.filter(user=user, kind="matches")
    assert line.context["title"] == offer.title_de
    assert line.url_args == ["listing", demand.pk]
    Match.objects.all().delete()
    refresh(offer)
    assert Notification.objects.filter(user=user, kind="matches").count() == 1


def test_organisations_find_partners_and_their_chamber() -> None:

    user = make_user()
    own = make_owner("Dreherei GmbH", user=user)
    own.capabilities.set(["44316000"])
    partner = make_owner("Soustružna s.r.o.", region="CZ041")
    partner.capabilities.set(["44316000"])
    chamber = publish(make_institution("Kammer", summary_de="Beratung für Betriebe."))
    chamber.regions_served.set(["DED2D"])
    far = publish(make_institution("Ferne Kammer", region="DED41", summary_de="Beratung für Betriebe."))
    far.regions_served.set(["DED41"])
    index_now(kind="company", ids=[own.pk, partner.pk])
    index_now(kind="institution", ids=[chamber.pk, far.pk])
    refresh(own)
    groups = dict(Match.objects.filter(source=document_of(own).pk).values_list("target__title", "group"))
    assert groups == {"Soustružna s.r.o.": "partners", "Kammer": "institutions"}
    [reason] = [row for row in match_of(own, chamber).reasons if row["code"] == "responsible"]
    assert reason["region"] == "DED2D"


def test_one_change_costs_the_same_for_one_and_three_demands(
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    _user, buyer = make_buyer()
    offer = make_offer(make_owner())
    make_demand(buyer)
    refresh_organisation(owner_id=buyer.pk)
    for number in range(3):
        make_demand(buyer, title_de=f"Drehteile {number} aus Edelstahl")
    refresh_organisation(owner_id=buyer.pk)
    with django_assert_max_num_queries(40):
        refresh_entries(kind="listing", ids=[offer.pk])
