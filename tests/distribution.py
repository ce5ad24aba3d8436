"""Which tests run one after the other in the same process."""

from typing import Any

from xdist.scheduler import LoadScopeScheduling

TOGETHER = ("tests/browser/",)
"""Folders whose tests share something that takes long to set up: one site and one browser."""


class ByFile(LoadScopeScheduling):
    """Whole files go to a process, those of a folder in TOGETHER all to the same one, the longest first."""

    def _split_scope(self, nodeid: str) -> str:
        for folder in TOGETHER:
            if nodeid.startswith(folder):
                return folder
        return nodeid.partition("::")[0]


def pytest_xdist_make_scheduler(config: Any, log: Any) -> ByFile:
    """Asked by xdist for whatever mode of distribution there is."""
    return ByFile(config, log)
