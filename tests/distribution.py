"""Which tests run one after the other in the same process, and which of them begin."""

from typing import Any

from xdist.scheduler import LoadScopeScheduling

TOGETHER = ("tests/browser/test_every_page.py", "tests/browser/")
"""What shares something that takes long to set up, one site and one browser: the tour, and the rest of the folder."""
PER_TEST = 0.4  # seconds of a test whose file is not listed below
SECONDS = {
    "tests/browser/test_every_page.py": 600,
    "tests/browser/": 380,
    "tests/matching/test_evaluation.py": 270,
    "tests/listings/test_cipher_traces.py": 250,
    "tests/project/test_permissions.py": 240,
    "tests/glokal/test_demo.py": 100,
    "tests/alerts/test_many.py": 90,
    "tests/organisations/test_profile_errors.py": 60,
    "tests/enquiries/test_races.py": 50,
}
"""Files whose tests take far longer than others, about: none of them may be what the last process still works on."""


class ByFile(LoadScopeScheduling):
    """Whole files go to a process, those of an entry of TOGETHER all to the same one, the longest first."""

    def _split_scope(self, nodeid: str) -> str:
        for together in TOGETHER:
            if nodeid.startswith(together):
                return together
        return nodeid.partition("::")[0]

    def _assign_work_unit(self, node: Any) -> None:
        longest = max(self.workqueue, key=self._seconds)
        self.workqueue.move_to_end(longest, last=False)
        super()._assign_work_unit(node)

    def _seconds(self, scope: str) -> float:
        return SECONDS.get(scope, PER_TEST * len(self.workqueue[scope]))


def pytest_xdist_make_scheduler(config: Any, log: Any) -> ByFile:
    """Asked by xdist for whatever mode of distribution there is."""
    return ByFile(config, log)
