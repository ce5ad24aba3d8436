"""The runs: look through the lists, then write the mails. Whatever ends one, the next goes on where it was."""

from collections.abc import Collection

from accounts.choices import Frequency
from alerts.models import Finding
from alerts.services.finding import find_new, note_sweep, swept_version
from alerts.services.telling import tell_all
from search.version import index_version

AT_ONCE = (Frequency.AT_ONCE,)


def sweep() -> int:
    """For those who want to know at once, if a document has changed since or a mail is missing; how many mails."""
    version = index_version()
    if version != swept_version():
        find_new(frequencies=AT_ONCE)
        # after the work: a run that dies is done again
        note_sweep(version)
    return tell_all(frequencies=AT_ONCE) if Finding.objects.pending(AT_ONCE).exists() else 0


def run_morning(*, is_monday: bool) -> int:
    """The daily mails, on Mondays the weekly ones, too; how many. What has no mails waits on its page."""
    frequencies: Collection[Frequency] = (Frequency.DAILY, Frequency.WEEKLY) if is_monday else (Frequency.DAILY,)
    find_new(frequencies=(*frequencies, Frequency.NEVER))
    return tell_all(frequencies=frequencies)
