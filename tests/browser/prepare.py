"""`python -m tests.browser.prepare`: fill the database of `DATABASE_URL` and collect the static files."""

import os

import django
from django.core.management import call_command


def prepare() -> None:
    """All that a demo has that was started some minutes ago."""
    django.setup()
    from glokal.demo.static_files import static_files_collected

    with static_files_collected():
        for command in ("migrate", "load_reference", "load_demo"):
            call_command(command, verbosity=0)
    # read for their meaning once, and not again beside each run of the tests
    call_command("procrastinate", "worker", "--one-shot", "--concurrency", "1")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "glokal.settings")
    prepare()
