"""Documents follow what is published, whatever happens in between."""

from threading import Barrier, Thread
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from search.models import Document, Rebuild, Word
from search.registry import UnknownKindError
from search.services import index_later, index_now, rebuild
from search.tasks import index_documents
from search.version import index_version
from tests.search.things import KIND, POISON, Things


def titles() -> list[str]:
    return list(Document.objects.order_by("object_id").values_list("title", flat=True))


@pytest.mark.django_db
def test_index_writes_changes_and_deletes(things: Things) -> None:
    things.put_all({"title": "One"}, {"title": "Two"})
    first_id = Document.objects.get(object_id=1).pk
    things.put(1, title="One, changed", facets=["region:DED2D", "region:DED2D", ""], title_cs="Jedna\x00")
    del things.published[2]
    index_now(kind=KIND, ids=[1, 2, 3])
    assert titles() == ["One, changed"]
    document = Document.objects.get()
    assert document.pk == first_id
    assert document.facets == ["region:DED2D"]
    assert document.title_cs == "Jedna"
    assert "'jedna':" in document.terms


@pytest.mark.django_db
def test_every_change_has_its_own_version(things: Things) -> None:
    versions = {index_version()}
    for title in ("One", "Two"):
        things.put_all({"title": title})
        versions.add(index_version())
    things.published.clear()
    index_now(kind=KIND, ids=[1])
    versions.add(index_version())
    assert len(versions) == 4


@pytest.mark.django_db
@pytest.mark.parametrize("text", POISON.values(), ids=POISON.keys())
def test_poisoned_texts_are_indexed(things: Things, text: str) -> None:
    things.put_all({"title": text, "title_cs": text, "summary_de": text, "texts": [(text, "D")], "facets": [text]})
    assert Document.objects.count() == 1
    Document.objects.matching(text).count()


@pytest.mark.django_db
def test_the_number_of_statements_does_not_depend_on_the_things(things: Things, django_assert_num_queries: Any) -> None:
    for number in (1, 3):
        for pk in range(number):
            things.put(pk)
        with django_assert_num_queries(10):
            index_now(kind=KIND, ids=range(number))


@pytest.mark.django_db
def test_job_holds_ids_only_and_can_be_repeated(things: Things) -> None:
    things.put(7, title="Seven")
    index_later(kind=KIND, ids=[7, 7])
    job = ProcrastinateJob.objects.get()
    assert job.task_name == "search.index_documents"
    assert job.args == {"kind": KIND, "ids": [7]}
    index_documents(**job.args)
    index_documents(**job.args)
    assert titles() == ["Seven"]


@pytest.mark.django_db
def test_many_things_make_several_jobs(things: Things) -> None:
    index_later(kind=KIND, ids=range(1001))
    assert [len(job.args["ids"]) for job in ProcrastinateJob.objects.order_by("id")] == [500, 500, 1]


@pytest.mark.django_db
def test_unknown_kind_is_refused(things: Things) -> None:
    with pytest.raises(UnknownKindError):
        index_later(kind="nothing", ids=[1])


@pytest.mark.django_db
def test_rolled_back_change_leaves_no_job(things: Things) -> None:
    with transaction.atomic():
        index_later(kind=KIND, ids=[1])
        assert ProcrastinateJob.objects.exists()
        transaction.set_rollback(True)
    assert not ProcrastinateJob.objects.exists()


@pytest.mark.django_db
def test_rebuild_writes_all_and_removes_what_is_stale(things: Things) -> None:
    things.put_all({"title": "One"}, {"title": "Two"}, {"title": "Three"})
    del things.published[2]
    things.put(1, title="One, changed")
    reports: list[tuple[str, int, int]] = []
    rebuild(kind=KIND, batch_size=1, report=lambda *report: reports.append(report))
    assert titles() == ["One, changed", "Three"]
    assert reports == [(KIND, 1, 2), (KIND, 2, 2), (KIND, 2, 2)]
    assert not Rebuild.objects.exists()


@pytest.mark.django_db
def test_rebuild_of_all_forgets_kinds_without_a_source(things: Things) -> None:
    things.put_all({})
    Document.objects.update(kind="gone")
    rebuild()
    assert [document.kind for document in Document.objects.filter(kind__in=["gone", KIND])] == [KIND]


@pytest.mark.django_db
def test_words_that_are_gone_are_forgotten(things: Things) -> None:
    things.put_all({"title": "Glasbläserei Novák"}, {"title": "Bäckerei"})
    assert set(Word.objects.values_list("word", flat=True)) >= {"glasblaserei", "novak", "backerei"}
    del things.published[1]
    rebuild()
    assert set(Word.objects.values_list("word", flat=True)) == {"backerei"}


def killed_after(batches: int) -> Any:
    """A report that ends the run as a kill would."""
    calls: list[int] = []

    def report(_kind: str, done: int, _total: int) -> None:
        calls.append(done)
        if len(calls) == batches:
            raise KeyboardInterrupt

    return report


@pytest.mark.django_db
def test_killed_rebuild_is_taken_up_where_it_ended(things: Things) -> None:
    things.put_all(*[{"title": f"Old {pk}"} for pk in range(1, 6)])
    for pk in range(1, 5):
        things.put(pk, title=f"New {pk}")
    del things.published[5]
    with pytest.raises(KeyboardInterrupt):
        rebuild(kind=KIND, batch_size=2, report=killed_after(1))
    assert titles() == ["New 1", "New 2", "Old 3", "Old 4", "Old 5"], "never empty"
    reports: list[int] = []
    rebuild(kind=KIND, batch_size=2, report=lambda _kind, done, _total: reports.append(done))
    assert reports == [4, 4], "the first two are not written again"
    assert titles() == ["New 1", "New 2", "New 3", "New 4"]


@pytest.mark.django_db
def test_rebuild_can_begin_anew(things: Things) -> None:
    things.put_all({}, {})
    with pytest.raises(KeyboardInterrupt):
        rebuild(kind=KIND, batch_size=1, report=killed_after(1))
    things.put(1, title="Changed")
    rebuild(kind=KIND, restart=True)
    assert titles() == ["Changed", "Thing 2"]


@pytest.mark.django_db
def test_command_shows_progress_and_explains_errors(things: Things, capsys: pytest.CaptureFixture[str]) -> None:
    things.put(1)
    call_command("rebuild_search", kind=KIND)
    assert capsys.readouterr().out.splitlines()[0] == "thing: 1 of 1"
    with pytest.raises(CommandError, match="nothing"):
        call_command("rebuild_search", kind="nothing")
    with pytest.raises(CommandError, match="at least 1"):
        call_command("rebuild_search", batch_size=0)


def in_threads(*works: Any) -> None:
    """Run all at once, each with a connection of its own."""
    barrier = Barrier(len(works))
    failures: list[Exception] = []

    def run(work: Any) -> None:
        try:
            barrier.wait()
            work()
        except Exception as failure:  # noqa: BLE001 - shown by the assertion below
            failures.append(failure)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures


@pytest.mark.django_db(transaction=True)
def test_two_jobs_for_the_same_thing_make_one_document(things: Things) -> None:
    for pk in range(1, 30):
        things.put(pk)
    for _round in range(5):
        Document.objects.all().delete()
        in_threads(*[lambda: index_now(kind=KIND, ids=range(1, 30))] * 4)
        assert Document.objects.count() == 29


@pytest.mark.django_db(transaction=True)
def test_rebuild_and_jobs_at_once(things: Things) -> None:
    for pk in range(1, 60):
        things.put(pk)
    in_threads(
        lambda: rebuild(kind=KIND, batch_size=5),
        lambda: rebuild(kind=KIND, batch_size=7),
        *[lambda: index_now(kind=KIND, ids=[3, 2, 1])] * 3,
    )
    assert Document.objects.count() == 59


@pytest.mark.django_db(transaction=True)
def test_a_job_is_there_after_the_commit_only(things: Things) -> None:
    seen: list[int] = []

    def look() -> None:
        seen.append(ProcrastinateJob.objects.count())
        connection.close()

    ProcrastinateJob.objects.all().delete()
    with transaction.atomic():
        index_later(kind=KIND, ids=[1])
        thread = Thread(target=look)
        thread.start()
        thread.join()
    assert seen == [0]
    assert ProcrastinateJob.objects.count() == 1
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
