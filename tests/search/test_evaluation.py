"""The commands that measure the search: their answer, and that they leave nothing behind."""

import json
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from search import evaluation
from search.evaluation import matching_quality
from search.models import Document, Word
from search.registry import sources
from search.services import index_now
from search.version import index_version
from tests.search.test_services import titles
from tests.search.things import KIND, POISON, Things

PAIRS = """id,de,cs
1,Möbel aus Holz,dřevěný nábytek
2,Reinigung von Büros,úklid kanceláří
3,"Steuerberatung, Buchhaltung","daňové poradenství, účetnictví"
4,,nic
5,nichts,
6,Drehteile,soustružené díly
"""
TEXTS = """lang,title,description,cpv
de,Schreibtische,Wir suchen Möbel für Büros,39100000
cs,Úklid kanceláří,"Úklid, mytí oken",90910000
de,Bäckerei,"Brot und
Brötchen",15810000
de,Ohne Kategorie,steht hier nicht,
cs,Nábytek,,03000000
"""


def written(folder: Path, text: str | bytes, name: str = "rows.csv") -> Path:
    """A file with this content."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def answer(capsys: pytest.CaptureFixture[str], *command: Any, **options: Any) -> dict[str, Any]:
    """The JSON object that a command prints as its only line."""
    call_command(*command, **options)
    (line,) = capsys.readouterr().out.splitlines()
    found: dict[str, Any] = json.loads(line)
    return found


def state() -> dict[str, Any]:
    """Everything of the search and its jobs that stands in the database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relnamespace = pg_my_temp_schema()")
        scratch = cursor.fetchall()
    return {
        "documents": sorted(Document.objects.values_list("kind", "object_id", "title", "passages", "indexed_at")),
        "words": sorted(Word.objects.values_list("word", flat=True)),
        "jobs": list(ProcrastinateJob.objects.order_by("id").values_list("id", "status")),
        "version": index_version(),
        "kinds": [source.kind for source in sources()],
        "scratch": scratch,
    }


@pytest.mark.django_db
def test_matching(things: Things, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    things.put_all({"title": "dřevěný nábytek"}, {"title": "Drehteile"})
    before = state()
    found = answer(capsys, "evaluate_matching", written(tmp_path, PAIRS))
    assert list(found) == ["n", "de_cs", "cs_de", "seconds"]
    assert found["n"] == 4
    assert found["de_cs"] == {"r1": 1.0, "r10": 1.0, "mrr": 1.0}
    assert found["cs_de"] == {"r1": 1.0, "r10": 1.0, "mrr": 1.0}
    assert found["seconds"] >= 0
    assert state() == before
    assert titles() == ["dřevěný nábytek", "Drehteile"]


@pytest.mark.django_db
def test_matching_of_the_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, PAIRS)
    assert answer(capsys, "evaluate_matching", str(path), "--limit", "2")["n"] == 2
    assert answer(capsys, "evaluate_matching", str(path), limit=0)["n"] == 0


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["id,de,cs\n", "\ufeffid,cs,de,more\r\n"])
def test_matching_of_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str) -> None:
    found = answer(capsys, "evaluate_matching", written(tmp_path, text))
    nothing = {"r1": 0.0, "r10": 0.0, "mrr": 0.0}
    assert (found["n"], found["de_cs"], found["cs_de"]) == (0, nothing, nothing)


@pytest.mark.django_db
def test_identical_answers_are_both_right() -> None:
    quality = matching_quality(["Tische aus Holz", "Holztisch", "Brot"], ["dřevěné stoly", " dřevěné  stoly", "chléb"])
    assert (quality.r1, quality.r10, quality.mrr) == (1.0, 1.0, 1.0)


@pytest.mark.django_db
@pytest.mark.parametrize("answered", ["dřevěné\u00ad stoly", "\u200bdřevěné\n\tstoly", "dřevěné\x00 stoly"])
def test_invisible_characters_do_not_hide_an_answer(answered: str) -> None:
    assert matching_quality(["Holztisch", "Brot"], [answered, "chléb"]).r1 == 1.0


@pytest.mark.django_db
def test_what_is_not_found_counts_nothing() -> None:
    quality = matching_quality(["Brot", "Drehteile"], ["😀", "soustružené díly"])
    assert (quality.r1, quality.r10, quality.mrr) == (0.5, 0.5, 0.5)


@pytest.mark.django_db
def test_a_second_place_counts_half(monkeypatch: pytest.MonkeyPatch) -> None:
    places = iter([1, 2, 11, 0])
    monkeypatch.setattr(evaluation, "_rank", lambda _question, _answer: next(places))
    quality = matching_quality(["a"] * 4, ["b"] * 4)
    assert (quality.r1, quality.r10, quality.mrr) == (0.25, 0.5, round((1 + 1 / 2 + 1 / 11) / 4, 4))


@pytest.mark.django_db
def test_poisoned_pairs_are_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str], things: Things) -> None:
    before = state()
    odd = [text[:300] for text in POISON.values()]
    quality = matching_quality([*odd, "Holz"], [*reversed(odd), "dřevo"])
    assert 0 < quality.mrr <= 1
    rows = ["id,de,cs", "1,a\x01b\x7f,é\u202e", '2,"\'; DROP TABLE search_document; --",:* & !', "3,Holz", "4,a,b,c,d"]
    assert answer(capsys, "evaluate_matching", written(tmp_path, "\n".join(rows)))["n"] == 3
    assert state() == before


@pytest.mark.django_db
def test_an_error_leaves_nothing_behind(things: Things, monkeypatch: pytest.MonkeyPatch) -> None:
    things.put_all({"title": "Holz"})
    before = state()

    def fails(_question: str, _answer: str) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(evaluation, "_rank", fails)
    with pytest.raises(KeyboardInterrupt):
        matching_quality(["Holz"], ["dřevo"])
    assert state() == before


@pytest.mark.django_db(transaction=True)
def test_others_see_and_write_the_site_meanwhile(things: Things, monkeypatch: pytest.MonkeyPatch) -> None:
    things.put_all({"title": "Holz"})
    seen: list[Any] = []

    def look() -> None:
        things.put(2, title="Glas")
        index_now(kind=KIND, ids=[2])
        seen.append((titles(), index_version()))
        connection.close()

    original = evaluation._rank

    def looked_at_meanwhile(question: str, wanted: str) -> int:
        if not seen:
            thread = Thread(target=look)
            thread.start()
            thread.join(timeout=20)
            assert seen, "who writes documents waits for the evaluation"
        return original(question, wanted)

    monkeypatch.setattr(evaluation, "_rank", looked_at_meanwhile)
    quality = matching_quality(["Tische", "Brot"], ["stoly", "chléb"])
    assert quality.r10 == 1.0
    assert seen == [(["Holz", "Glas"], index_version())]
    assert titles() == ["Holz", "Glas"]
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")


def test_categories(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "evaluate_categories", written(tmp_path, TEXTS))
    assert list(found) == ["n", "division_top1", "division_top5", "group_top5", "class_top10"]
    assert found["n"] == 4
    assert found["division_top1"] == found["division_top5"] == 0.75
    assert found["group_top5"] == 0.75
    assert 0 < found["class_top10"] <= 0.75


def test_categories_of_the_first_and_of_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(capsys, "evaluate_categories", written(tmp_path, TEXTS), limit=1)["n"] == 1
    nothing = answer(capsys, "evaluate_categories", written(tmp_path, "\ufefflang,title,description,cpv\n"))
    assert nothing == {"n": 0, "division_top1": 0, "division_top5": 0, "group_top5": 0, "class_top10": 0}


def test_poisoned_texts_are_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [TEXTS, "xx,😀,\x01,39100000", "de,'; DROP TABLE x; --,:*,not a code", "cs", "de,Glas,,  15810000  ,more"]
    assert answer(capsys, "evaluate_categories", written(tmp_path, "\n".join(rows)))["n"] == 7


@pytest.mark.parametrize(
    ("command", "missing"),
    [("evaluate_matching", "cs, de, id"), ("evaluate_categories", "cpv, description, lang, title")],
)
def test_unusable_files_are_explained(tmp_path: Path, command: str, missing: str) -> None:
    with pytest.raises(CommandError, match=f"has no column {missing}"):
        call_command(command, written(tmp_path, "a;b;c\n1;2;3\n"))
    with pytest.raises(CommandError, match="has no column"):
        call_command(command, written(tmp_path, ""))
    with pytest.raises(CommandError, match="cannot be read"):
        call_command(command, tmp_path / "nothing.csv")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command(command, tmp_path)
    with pytest.raises(CommandError, match="cannot be read"):
        call_command(command, written(tmp_path, b"id,de,cs,lang,title,description,cpv\n1,\xff\xfe,x,de,x,y,3\n"))
    huge = "id,de,cs,lang,title,description,cpv\n1," + "x" * 200_000 + ",y,de,x,y,3\n"
    with pytest.raises(CommandError, match="cannot be read"):
        call_command(command, written(tmp_path, huge))
