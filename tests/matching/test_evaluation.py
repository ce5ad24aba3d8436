"""The labelled demands and all reasons of the demo, through the code that the site uses."""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils.translation import override
from pytest_django import DjangoDbBlocker

from companies.example_data import load_companies
from glokal.environment import BASE_DIR
from institutions.institution_data import load_institutions
from listings.example_data import load_listings
from listings.models import Listing
from matching.choices import Group
from matching.evaluation import average_precision
from matching.finding import found_for
from matching.models import Match, Source
from matching.sentences import sentences
from matching.truth import false_reasons
from search.models import Document
from search.registry import source_of
from search.services import index_now
from search.terms.lists import load_terms

VECTORS = Path(__file__).parent / "data" / "vectors.npz"
LABELS = tomllib.loads((BASE_DIR / "tests/listings/data/labelled_matches.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def _loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The demo for all tests of this module, rolled back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        _load()
        yield
        transaction.set_rollback(True)


def _load() -> None:
    """The demo with the vectors as they were read once; texts that have changed are compared by words and codes."""
    load_terms()
    load_institutions()
    load_companies()
    load_listings()
    for kind in ("institution", "company", "listing"):
        index_now(kind=kind, ids=_published(kind))
    with np.load(VECTORS) as file:
        known = dict(zip(file["marks"].tolist(), file["vectors"].astype(float).tolist(), strict=True))
    for document in Document.objects.filter(passages__in=known).only("passages"):
        Document.objects.filter(pk=document.pk).update(
            embedding=known[document.passages], embedded_passages=document.passages
        )


def _published(kind: str) -> list[int]:
    return list(source_of(kind).published_ids())


@pytest.mark.django_db
@pytest.mark.usefixtures("_loaded")
def test_labelled_demands_find_their_offers(capsys: pytest.CaptureFixture[str]) -> None:
    before = (Listing.objects.count(), Document.objects.count(), Match.objects.count())
    call_command("evaluate_matches")
    found = json.loads(capsys.readouterr().out)
    assert found["demands"] == len(LABELS) >= 60
    assert found["map"] >= 0.9
    assert found["cross_language_map"] >= 0.9
    assert found["false_reasons"] == 0
    assert (Listing.objects.count(), Document.objects.count(), Match.objects.count()) == before
    assert not Source.objects.exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("_loaded")
def test_every_reason_of_the_demo_is_true_and_can_be_said() -> None:
    texts = dict.fromkeys(("de", "cs"), 0)
    known = Document.objects.in_bulk()
    # all demands are judged above
    documents = [row for row in known.values() if row.kind == "listing"][::3]
    documents += [row for row in known.values() if row.kind == "company"][::12]
    for document in documents:
        for row in found_for(document):
            if row.group == Group.EVENTS:
                continue
            target = known[row.target.document_id]
            reasons = [reason.as_data() for reason in row.score.reasons]
            assert reasons, (document.slug, target.slug)
            assert false_reasons(document, target, reasons) == []
            for language in texts:
                with override(language):
                    said = sentences(reasons)
                assert len(said) == len(reasons)
                assert all(sentence.endswith(".") for sentence in said)
                texts[language] += len(said)
    assert min(texts.values()) > 80


def test_average_precision() -> None:
    assert average_precision(["a", "b", "c"], ["a", "c"]) == pytest.approx((1 + 2 / 3) / 2)
    assert average_precision(["x", "a"], ["a"]) == 0.5
    assert average_precision([], ["a"]) == 0
