"""Documents are read for their meaning after they are written, and found by it from then on."""

from typing import Any

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from search import passages
from search.choices import Match, Sort
from search.facets import facet_counts
from search.models import Document
from search.place_names import without_places
from search.queries import NEIGHBOURS
from search.reading import _near, read
from search.services import embed_now, index_now, read_unread, rebuild
from search.tasks import embed_documents
from search.terms import expansions
from search.version import index_version
from tests.search.things import KIND, POISON, Things, thing

DOCUMENTS = Document.objects.of_kind(KIND)
GERMAN = "Möbel aus massivem Holz"
CZECH = "dřevěný nábytek"
STATEMENTS = (("Möbel", 5), ("Mobell", 6), (CZECH, 5))
OTHERS = ("Steuerberatung", "Schweißen von Rohren", "Frische Backwaren", "Druck von Plakaten")


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many texts of each document the engine was asked for."""
    counted: list[int] = []
    original = passages.combined

    def combined(texts: Any) -> Any:
        counted.append(len(texts))
        return original(texts)

    monkeypatch.setattr(passages, "combined", combined)
    return counted


def jobs(task: str = "search.embed_documents") -> list[list[int]]:
    """The ids of each waiting job."""
    found = ProcrastinateJob.objects.filter(task_name=task, status="todo").order_by("id")
    return [job.args["ids"] for job in found]


def found(text: str, sort: Sort = Sort.RELEVANCE) -> list[int]:
    documents: Any = DOCUMENTS.all().matching(text).sorted_by(sort, "de")
    return list(documents.values_list("object_id", flat=True))


def put(things: Things, *titles: str, read: bool = True) -> None:
    things.put_all(*[{"title": title} for title in titles])
    if read:
        embed_now(kind=KIND, ids=list(things.published))


@pytest.mark.django_db
def test_words_find_before_meaning_does(things: Things) -> None:
    put(things, GERMAN, *OTHERS, read=False)
    assert found("Möbel") == [1]
    assert found(CZECH) == []
    assert DOCUMENTS.all().unread().count() == 5
    assert embed_now(kind=KIND, ids=range(1, 6)) == 5
    assert found(CZECH)[0] == 1
    assert found("daňový poradce")[0] == 2
    assert found("pekárna")[0] == 4
    assert found("Möbel")[0] == 1
    assert not DOCUMENTS.all().unread().exists()


@pytest.mark.django_db
def test_only_changed_texts_are_read_again(things: Things, calls: list[int]) -> None:
    put(things, GERMAN, "Glas")
    assert len(calls) == 2
    index_now(kind=KIND, ids=[1, 2])
    things.put(2, title="Glas", place="Zittau", facets=["region:DED2D"], confirmed_at=timezone.now())
    index_now(kind=KIND, ids=[1, 2])
    assert embed_now(kind=KIND, ids=[1, 2]) == 0
    assert len(calls) == 2, "what it says has not changed"
    things.put(2, title="Drehteile")
    index_now(kind=KIND, ids=[1, 2])
    assert list(DOCUMENTS.all().unread().values_list("object_id", flat=True)) == [2]
    assert found("soustružené díly")[:1] != [2]
    assert embed_now(kind=KIND, ids=[1, 2]) == 1
    assert len(calls) == 3
    assert found("soustružené díly")[0] == 2


@pytest.mark.django_db
def test_an_edit_while_it_is_read_keeps_it_unread(things: Things, monkeypatch: pytest.MonkeyPatch) -> None:
    put(things, GERMAN, "Glas", read=False)
    original = passages.combined

    def edited_meanwhile(texts: Any) -> Any:
        monkeypatch.setattr(passages, "combined", original)
        things.put(1, title="Steuerberatung")
        index_now(kind=KIND, ids=[1])
        return original(texts)

    monkeypatch.setattr(passages, "combined", edited_meanwhile)
    embed_now(kind=KIND, ids=[1, 2])
    first = DOCUMENTS.get(object_id=1)
    assert (first.embedding, first.embedded_passages) == (None, "")
    assert [1] in jobs(), "the edit has a job of its own"
    assert embed_now(kind=KIND, ids=[1, 2]) == 1
    assert found("daňové poradenství")[0] == 1


@pytest.mark.django_db
def test_a_document_that_is_gone_meanwhile_stays_gone(things: Things) -> None:
    put(things, GERMAN, read=False)
    things.published.clear()
    assert embed_now(kind=KIND, ids=[1]) == 0
    index_now(kind=KIND, ids=[1])
    embed_documents(kind=KIND, ids=[1, 99])
    assert not DOCUMENTS.exists()


@pytest.mark.django_db
def test_what_says_nothing_is_read_once(things: Things, calls: list[int]) -> None:
    put(things, "😀", "…")
    assert set(DOCUMENTS.values_list("embedding", flat=True)) == {None}
    assert read_unread() == 0
    assert found("Möbel") == []


@pytest.mark.django_db
def test_poisoned_texts_are_read(things: Things) -> None:
    texts = {name: text for name, text in POISON.items() if name not in {"many words", "megabyte of different words"}}
    put(things, *texts.values())
    assert read_unread() == 0
    assert DOCUMENTS.filter(embedding=None).count() == 3


@pytest.mark.django_db
def test_names_that_mean_nothing_are_not_read(things: Things, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Things, "names_mean_something", False)
    things.put_all({"title": "Holz GmbH", "summary_de": "Wir backen Brot."}, {"title": "Brot GmbH"})
    embed_now(kind=KIND, ids=[1, 2])
    assert DOCUMENTS.get(object_id=2).embedding is None
    assert read_unread() == 0
    assert found("pekárna") == [1]


@pytest.mark.django_db
def test_a_rebuild_reads_only_what_changed(things: Things, calls: list[int]) -> None:
    put(things, GERMAN, "Glas", "Stahl")
    rebuild(kind=KIND, restart=True)
    assert read_unread() == 0
    assert DOCUMENTS.exclude(embedding=None).count() == 3
    assert len(calls) == 3


@pytest.mark.django_db
def test_categories_are_part_of_the_meaning(things: Things, calls: list[int]) -> None:
    things.put_all({"title": "Glas GmbH", "facets": ["cpv:39000000", "cpv:39110000"]}, {"title": "Stahl GmbH"})
    embed_now(kind=KIND, ids=[1, 2])
    assert found("židle")[0] == 1
    things.put(1, title="Glas GmbH", facets=["cpv:39000000", "cpv:39110000", "region:DED2D"])
    index_now(kind=KIND, ids=[1])
    assert read_unread() == 0
    things.put(1, title="Glas GmbH", facets=["cpv:15500000"])
    index_now(kind=KIND, ids=[1])
    assert read_unread() == 1


@pytest.mark.parametrize(
    ("codes", "exact"),
    [
        (["39000000", "39100000", "39110000"], ["39110000"]),
        (["30000000", "39110000"], ["30000000", "39110000"]),
        (["50000000", "55000000", "55300000"], ["50000000", "55300000"]),
        ([], []),
    ],
)
def test_the_most_exact_categories_count(codes: list[str], exact: list[str]) -> None:
    facets = ["region:39", *(f"cpv:{code}" for code in codes)]
    assert passages.passages(thing(1, facets=facets), with_title=True).codes == tuple(exact)


@pytest.mark.django_db
def test_another_map_makes_everything_unread(things: Things, monkeypatch: pytest.MonkeyPatch) -> None:
    put(things, GERMAN, "Glas")
    monkeypatch.setattr("search.passages.map_version", lambda: "another")
    rebuild(kind=KIND, restart=True)
    assert DOCUMENTS.all().unread().count() == 2


@pytest.mark.django_db
def test_reading_changes_the_version(things: Things) -> None:
    put(things, GERMAN, read=False)
    before = index_version()
    embed_now(kind=KIND, ids=[1])
    assert index_version() != before


@pytest.mark.django_db
def test_statements_do_not_depend_on_the_documents(things: Things, django_assert_num_queries: Any) -> None:
    for number in (1, 3):
        titles = [f"Möbel {pk}" for pk in range(number)]
        # an earlier test may have had other terms, or read no town
        expansions("", -1)
        without_places("")
        with django_assert_num_queries(10):
            put(things, *titles, read=False)
        embed_now(kind=KIND, ids=range(1, number + 1))
        for text, statements in STATEMENTS:
            with django_assert_num_queries(statements):
                assert len(found(text)) == number


@pytest.mark.django_db
def test_facet_counts_of_what_is_found_by_meaning_are_those_of_a_count_by_hand(
    things: Things, django_assert_num_queries: Any
) -> None:
    texts = [GERMAN, "Tischlermöbel", "Steuerberatung", "Büromöbel", "Drehteile", "Küchenmöbel"]
    rows = [(text, [f"region:R{n % 2}", f"sector:S{n % 3}"]) for n, text in enumerate(texts)]
    things.put_all(*[{"title": text, "facets": facets} for text, facets in rows])
    embed_now(kind=KIND, ids=range(1, 7))
    documents = DOCUMENTS.all().matching("nábytek")
    hits = [set(rows[pk - 1][1]) for pk in found("nábytek")]
    assert 2 <= len(hits) < 6
    for selected in ({}, {"region": ["R1"]}, {"region": ["R0"], "sector": ["S0", "S1"]}):
        wanted = {name: {f"{name}:{code}" for code in codes} for name, codes in selected.items()}
        with django_assert_num_queries(1):
            counted = facet_counts(documents, ["region", "sector"], selected)
        with django_assert_num_queries(1):
            listed = list(documents.with_facets(selected).sorted_by(Sort.RELEVANCE, "de"))
        assert counted.total == len(listed) == sum(all(codes & hit for codes in wanted.values()) for hit in hits)
        for name in ("region", "sector"):
            others = [codes for other, codes in wanted.items() if other != name]
            left = [hit for hit in hits if all(codes & hit for codes in others)]
            assert counted.counts[name] == {
                code: number
                for code in ("R0", "R1", "S0", "S1", "S2")
                if (number := sum(f"{name}:{code}" in hit for hit in left))
            }


@pytest.mark.django_db
def test_words_come_before_what_only_means_the_same(things: Things) -> None:
    put(things, CZECH, GERMAN, "Schränke und Kommoden", "Steuerberatung")
    order = found("Möbel")
    assert order[0] == 2
    assert 1 in order
    assert 4 not in order


@pytest.mark.django_db
def test_what_is_far_is_not_found(things: Things) -> None:
    put(things, *OTHERS)
    assert found("Pferdezucht") == []
    reading = read(DOCUMENTS.all(), "výroba plakátů")
    assert reading.match is Match.ANY
    assert [DOCUMENTS.get(pk=pk).title for pk in reading.near] == ["Druck von Plakaten"]


def test_far_is_judged_by_the_nearest() -> None:
    assert _near([]) == ()
    assert _near([(1, 0.9), (2, 0.5), (3, 0.37), (4, 0.35), (5, -0.1)]) == (1, 2, 3)
    assert _near([(1, 0.2), (2, 0.16), (3, 0.14)]) == (1, 2)
    assert _near([(1, 0.1)]) == ()


@pytest.mark.django_db
def test_the_nearest_come_first_and_are_not_too_many(things: Things) -> None:
    put(things, *[f"Holz {number}" for number in range(NEIGHBOURS + 10)])
    vector = read(DOCUMENTS.all(), "dřevo").vector
    nearest = DOCUMENTS.all().nearest(vector)
    assert len(nearest) == NEIGHBOURS
    assert nearest == sorted(nearest, key=lambda one: -one[1])
    assert len(DOCUMENTS.all().nearest(vector, 3)) == 3


def test_a_question_that_says_nothing_is_not_asked(django_assert_num_queries: Any, db: None, things: Things) -> None:
    put(things, GERMAN)
    assert read(DOCUMENTS.all(), "😀").near == ()
    assert found("😀") == []
