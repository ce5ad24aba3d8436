"""A brake on floods of forms from one address of the network.

Hundreds of people may sit behind one address, at a fair or in a company, so it is far above what they send; and it
counts in the memory of each process, because hundreds who register in the same minute must not wait for one counter.
Against fakes help the mail that has to be confirmed and the limit for each mail address.
"""

import time
from threading import Lock

WINDOW = 600.0
"""Seconds."""
MOST = 1_500
"""Forms in a window, from one network address, in one process."""


class Brake:
    """Counts in windows of ten minutes and forgets everything at their end."""

    def __init__(self, most: int = MOST, window: float = WINDOW) -> None:
        self._most, self._window = most, window
        self._lock, self._counts, self._until = Lock(), dict[str, int](), 0.0

    def allows(self, key: str) -> bool:
        """Count one more; False when there were too many."""
        with self._lock:
            now = time.monotonic()
            if now >= self._until:
                self._counts, self._until = {}, now + self._window
            self._counts[key] = self._counts.get(key, 0) + 1
            return self._counts[key] <= self._most


forms = Brake()
