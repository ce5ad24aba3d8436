"""Lists over 20,000 things, among 5,000 of another kind, are read by indexes."""

import json
from typing import Any

from django.db import connection
from django.http import QueryDict
from django.test import TestCase

from bilingual.choices import Language
from search import analysis
from search.choices import Sort
from search.models import Document, Word
from search.queries import DocumentQuerySet
from search.reading import SPELT_ALIKE, read
from search.version import new_index_version
from tests.search.test_filters import REGIONS, ThingFilterSet
from tests.search.things import KIND

COUNT = 20_000
TEXTS = [
    "Spritzgussteile aus Kunststoff für die Automobilindustrie",
    "vstřikování plastů a výroba forem",
    "CNC-Drehen und Fräsen von Präzisionsteilen",
    "broušené sklo a sklářské výrobky z Jablonce",
    "Werkzeugbau, Formenbau und Zerspanungstechnik",
    "obrábění kovů, soustružení a frézování",
    "Holzverarbeitung und Möbelbau nach Maß",
    "výroba textilu a technických tkanin",
    "Software für Logistik und Lagerverwaltung",
    "potravinářské stroje a obaly",
    "Wasserstofftechnik und Brennstoffzellen",
]
FILL = """
INSERT INTO search_document (
    kind, object_id, slug, title, title_de, title_cs, summary_de, summary_cs, highlights_de, highlights_cs,
    original_language, state_de, state_cs, place, country, region, x_km, y_km, facets, is_example,
    published_at, confirmed_at, indexed_at, sort_key_de, sort_key_cs, terms)
SELECT
    CASE n %% 5 WHEN 0 THEN 'other' ELSE %(kind)s END, n, 'slug-' || n, 'Title ' || n, 'Titel ' || n, 'Název ' || n,
    texts[1 + n %% 11], texts[1 + (n / 11) %% 11], '{}', '{}',
    'de', 'original', 'missing', 'Place', 'DE', regions[1 + n %% 13],
    1000 + (n::bigint * 7919 %% 20011) / 100.0, 5600 + (n::bigint * 104729 %% 15013) / 100.0,
    ARRAY['region:' || regions[1 + (n / 2) %% 13], 'sector:C' || (n / 7) %% 24,
          'language:' || (ARRAY['de', 'cs'])[1 + n / 3 %% 2],
          'country:DE', 'size:' || n %% 4, 'cpv:' || n %% 400, 'cpv:' || n %% 41, 'cpv:' || n %% 9],
    false, now() - n * interval '1 minute', CASE n %% 5 WHEN 0 THEN NULL ELSE now() - n * interval '1 hour' END, now(),
    md5(n::text), md5('cs' || n),
    terms[1 + n %% 11]::tsvector || terms[1 + (n / 11) %% 11]::tsvector || terms[1 + (n / 121) %% 11]::tsvector
FROM generate_series(1, %(count)s * 5 / 4) AS n,
    (SELECT %(texts)s::text[] AS texts, %(terms)s::text[] AS terms, %(regions)s::text[] AS regions) AS words
"""
INDEXES = ["search_facets", "search_terms"]


def fill() -> None:
    """20,000 things and some others, from one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            FILL,
            {
                "kind": KIND,
                "count": COUNT,
                "texts": TEXTS,
                "terms": [analysis.vector([(text, "B")]) for text in TEXTS],
                "regions": [*REGIONS, *(f"R{number}" for number in range(10))],
            },
        )
        for index in INDEXES:
            cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [index])
        cursor.execute("ANALYZE search_document")
    Word.objects.bulk_create([Word(word=word) for word in analysis.vocabulary(TEXTS)])
    Word.objects.bulk_create([Word(word=f"{'abcdefghij'[n % 10] * 3}{n * 7919:x}") for n in range(COUNT)])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE search_word")
    new_index_version()


def nodes(plan: dict[str, Any]) -> list[dict[str, Any]]:
    return [plan, *(node for child in plan.get("Plans", []) for node in nodes(child))]


def plan_of(documents: DocumentQuerySet) -> tuple[set[str], set[str], int]:
    """The names of the indexes, the kinds of nodes, and how many rows of the table were looked at."""
    found = nodes(json.loads(documents.explain(format="json", analyze=True))[0]["Plan"])
    indexes = {node["Index Name"] for node in found if "Index Name" in node}
    tables = [node for node in found if node.get("Relation Name") == "search_document"]
    read = sum(node["Actual Rows"] + node.get("Rows Removed by Filter", 0) for node in tables)
    return indexes, {node["Node Type"] for node in found}, int(read)


class ScaleTests(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        fill()

    def documents(self) -> DocumentQuerySet:
        return Document.objects.of_kind(KIND).for_cards()

    def _by_relevance(self, text: str) -> DocumentQuerySet:
        return self.documents().matching(text).sorted_by(Sort.RELEVANCE, Language.DE)[:20]

    def test_each_order_reads_its_index_and_only_a_page(self) -> None:
        expected = {
            (Sort.NEWEST, Language.DE): "search_newest",
            (Sort.RELEVANCE, Language.DE): "search_confirmed",
            (Sort.NAME, Language.DE): "search_name_de",
            (Sort.NAME, Language.CS): "search_name_cs",
            (Sort.DISTANCE, Language.DE): "search_nearest",
        }
        for (sort, language), index in expected.items():
            with self.subTest(sort=sort, language=language):
                indexes, kinds, read = plan_of(self.documents().sorted_by(sort, language, (1056.0, 5628.0))[:20])
                assert indexes == {index}
                assert "Sort" not in kinds
                assert read <= 40

    def test_facets_read_their_index(self) -> None:
        chosen = {"region": ["DED2D", "CZ051"], "sector": ["C3", "C5"], "cpv": ["7"]}
        indexes, kinds, read = plan_of(self.documents().with_facets(chosen).sorted_by(Sort.NAME, Language.DE)[:20])
        assert "search_facets" in indexes
        assert "Seq Scan" not in kinds
        assert read < 500

    def test_words_read_their_index(self) -> None:
        for text in ("Spritzguss", "vstrikovani plastu"):
            with self.subTest(text=text):
                indexes, kinds, _read = plan_of(self._by_relevance(text))
                assert "search_terms" in indexes
                assert "Seq Scan" not in kinds

    def test_typing_errors_read_indexes(self) -> None:
        reading = read(self.documents(), "Spritzgus vstrikovnai")
        assert reading.corrections == {"spritzgus": ["spritzguss"], "vstrikovnai": ["vstrikovani"]}
        with connection.cursor() as cursor:
            # so few words are also quickly read one by one
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(f"EXPLAIN {SPELT_ALIKE}", [["spritzgus"], 30])
            assert "search_word_spelling" in str(cursor.fetchall())

    def test_counts_of_a_page_with_facets(self) -> None:
        query = QueryDict("region=DED2D&region=CZ051&sector=C23&sort=name")
        filterset = ThingFilterSet(query, self.documents())
        all_facets = [set(facets) for facets in Document.objects.of_kind(KIND).values_list("facets", flat=True)]
        regions = [facets for facets in all_facets if facets & {"region:DED2D", "region:CZ051"}]
        assert filterset.total == sum("sector:C23" in facets for facets in regions)
        counted = filterset.counted.counts
        assert counted["sector"]["C3"] == sum("sector:C3" in facets for facets in regions)
        assert counted["region"]["DED21"] == sum({"sector:C23", "region:DED21"} <= facets for facets in all_facets)
