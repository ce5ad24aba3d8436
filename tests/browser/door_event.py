"""`python -m tests.browser.door_event`: an event today with people to check in; says its number."""

import os
import sys

import django

PEOPLE = ("Adámek", "Brühl", "Čapek")
WAITING = 40


def make() -> int:
    """Put the event into the database of `DATABASE_URL`."""
    from accounts.models import User
    from events.choices import StaffRole
    from tests.events.factories import make_event, make_registration, make_staff

    event = make_event("Tag der offenen Tür", days=0, slug=f"door-{os.getpid()}")
    make_staff(event, StaffRole.CHECK_IN, user=User.objects.get(email="organiser@example.org"))
    for name in PEOPLE:
        make_registration(event, first_name="Jana", last_name=name, organisation_name="Kranichglas Zittau GmbH")
    for number in range(WAITING):
        make_registration(event, last_name=f"Gast {number}")
    return event.pk


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "glokal.settings")
    django.setup()
    sys.stdout.write(f"{make()}\n")
