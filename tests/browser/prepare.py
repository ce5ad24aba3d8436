"""`python -m tests.browser.prepare`: fill the database of `DATABASE_URL` and collect the static files."""

import os

import django
from django.core.management import call_command
from django.db.models import F

READ = 10  # of each kind


def prepare() -> None:
    """All that a demo has that was started some minutes ago, but for the meaning of most entries."""
    django.setup()
    from glokal.demo.static_files import static_files_collected

    with static_files_collected():
        for command in ("migrate", "load_reference", "load_demo"):
            call_command(command, verbosity=0)
    _read_some()
    _plan_meetings()


def _plan_meetings() -> None:
    """The draft of a plan, as an organiser's click and the worker give it."""
    from exchange.models import Exchange
    from exchange.services.planning import start_run
    from exchange.services.running import perform

    for pk in Exchange.objects.values_list("pk", flat=True):
        perform(run_id=start_run(exchange_id=pk, seconds=10).pk)


def _read_some() -> None:
    """Some entries are read for their meaning, the others count as read: a worker would be busy for minutes."""
    from search.models import Document
    from search.services import embed_now

    for kind in ("company", "institution", "listing"):
        embed_now(kind=kind, ids=Document.objects.of_kind(kind).values_list("object_id", flat=True)[:READ])
    Document.objects.unread().update(embedded_passages=F("passages"))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "glokal.settings")
    prepare()
