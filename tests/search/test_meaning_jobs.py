"""Reading for the meaning as a worker does it: nothing is lost, whatever happens in between."""

from typing import Any

import pytest
from django.db import OperationalError, connection
from procrastinate.contrib.django.models import ProcrastinateJob

from search import passages
from search.models import Document
from search.services import embed_now, index_later, index_now, read_unread
from search.services.meaning import JOB
from search.tasks import embed_documents, index_documents, look_for_unread
from tests.jobs import empty_job_tables, work
from tests.search.test_meaning_index import CZECH, DOCUMENTS, GERMAN, found, jobs, put
from tests.search.test_services import in_threads
from tests.search.things import KIND, Things

WITH_A_WORKER = [pytest.mark.django_db(transaction=True)]


@pytest.fixture
def _empty_queue(transactional_db: None) -> Any:
    """procrastinate's tables are not emptied between tests."""
    empty_job_tables()
    yield
    empty_job_tables()


def states(task: str = "search.embed_documents") -> list[tuple[str, int]]:
    """State and attempts of each job."""
    rows = ProcrastinateJob.objects.filter(task_name=task).order_by("id")
    return list(rows.values_list("status", "attempts"))


def due_at_once() -> None:
    """What waits for its next attempt need wait no longer."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = now() WHERE status = 'todo'")


@pytest.mark.django_db
def test_jobs_are_deferred_for_what_is_unread(things: Things) -> None:
    put(things, GERMAN, "Glas")
    put(things, GERMAN, "Glas neu", read=False)
    assert jobs() == [[1, 2], [2]]


@pytest.mark.django_db
def test_many_unread_documents_make_several_jobs(things: Things) -> None:
    put(things, *[f"Holz {number}" for number in range(2 * JOB + 3)], read=False)
    assert [len(ids) for ids in jobs()] == [JOB, JOB, 3]


@pytest.mark.django_db
def test_what_lost_its_job_is_found_again(things: Things) -> None:
    put(things, GERMAN, "Glas", "Stahl")
    put(things, GERMAN, "Glas neu", "Stahl neu", read=False)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    assert read_unread() == 2
    assert jobs() == [[2, 3]]
    embed_documents(kind=KIND, ids=[2, 3])
    assert read_unread() == 0
    assert jobs() == [[2, 3]]


@pytest.mark.parametrize("task", [embed_documents, index_documents])
def test_jobs_are_tried_for_hours(task: Any) -> None:
    assert task.retry_strategy.max_attempts == 14
    assert sum(2**attempt for attempt in range(1, 14)) > 3_600


@pytest.mark.usefixtures("_empty_queue")
class TestWorker:
    """With a real worker."""

    pytestmark = WITH_A_WORKER

    def test_a_worker_writes_and_then_reads(self, things: Things) -> None:
        things.put(1, title=GERMAN)
        index_later(kind=KIND, ids=[1])
        work()
        assert found(CZECH) == [1]
        assert states() == [("succeeded", 1)]

    def test_a_job_that_fails_is_tried_again(self, things: Things, monkeypatch: pytest.MonkeyPatch) -> None:
        put(things, GERMAN, read=False)
        original = passages.combined

        def fails(_texts: Any) -> Any:
            raise OperationalError("the database is being restarted")

        monkeypatch.setattr(passages, "combined", fails)
        work()
        assert states() == [("todo", 1)]
        assert found("Möbel") == [1], "its words find it all the same"
        assert DOCUMENTS.all().unread().exists()
        monkeypatch.setattr(passages, "combined", original)
        due_at_once()
        work()
        assert states() == [("succeeded", 2)]
        assert found(CZECH) == [1]

    def test_what_has_lost_its_job_is_read_by_the_hourly_look(self, things: Things) -> None:
        put(things, GERMAN, "Glas", read=False)
        ProcrastinateJob.objects.all().delete()
        assert DOCUMENTS.all().unread().count() == 2
        look_for_unread.defer(timestamp=0)
        work()
        assert found(CZECH) == [1]
        assert not DOCUMENTS.all().unread().exists()

    def test_a_kind_that_is_gone_does_not_stop_the_others(self, things: Things) -> None:
        put(things, GERMAN, read=False)
        Document.objects.create(
            kind="gone", object_id=1, passages="old", published_at="2026-01-01T00:00Z", indexed_at="2026-01-01T00:00Z"
        )
        look_for_unread.defer(timestamp=0)
        work()
        assert found(CZECH) == [1]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_empty_queue")
def test_two_jobs_at_once_read_the_same(things: Things) -> None:
    put(things, GERMAN, *[f"Holz {number}" for number in range(8)], read=False)
    ids = range(1, 10)
    in_threads(*[lambda: embed_now(kind=KIND, ids=ids)] * 3, lambda: index_now(kind=KIND, ids=ids))
    assert DOCUMENTS.exclude(embedding=None).count() == 9
    assert not DOCUMENTS.all().unread().exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_empty_queue")
def test_edits_while_jobs_read_end_with_the_last_text(things: Things) -> None:
    put(things, GERMAN, "Glas", read=False)

    def edit() -> None:
        for title in ("Backwaren", "Rohre", "Steuerberatung"):
            things.put(1, title=title)
            index_now(kind=KIND, ids=[1])

    in_threads(edit, *[lambda: embed_now(kind=KIND, ids=[1, 2])] * 2)
    embed_now(kind=KIND, ids=[1, 2])
    assert found("daňové poradenství")[0] == 1
    assert found(CZECH) == []
    assert not DOCUMENTS.all().unread().exists()
