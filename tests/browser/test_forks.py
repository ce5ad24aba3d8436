"""Several web processes understand queries at once: they are forks of one that has loaded the model."""

import os
import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote
from urllib.request import urlopen

import pytest

from tests.browser.site import Site
from tests.pages import url

pytestmark = pytest.mark.slow
PROCESSES = 3
PATIENCE = 30  # seconds for all answers together
BOOTED = re.compile(r"Booting worker with pid: (\d+)")
GERMAN = [
    "Holzmöbel", "Teile aus Aluminium", "Spritzguss", "Drehteile", "Reinigung von Büros", "Werkzeugbau",
    "Steuerberatung", "Glas", "Verpackungen", "Schweißen von Stahl", "Druckerei", "Software für Betriebe",
]  # fmt: skip
CZECH = [
    "dřevěný nábytek", "hliníkové díly", "vstřikování plastů", "soustružené díly", "úklid kanceláří", "výroba nástrojů",
    "daňové poradenství", "sklo", "obaly", "svařování oceli", "tiskárna", "software pro firmy",
]  # fmt: skip


@pytest.fixture(scope="module")
def site(worker_id: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site of its own with several web processes, on which OpenMP may use threads as it likes."""
    name = f"forks_{worker_id}_{os.getpid()}"
    variables = {"WEB_CONCURRENCY": str(PROCESSES), "OMP_NUM_THREADS": "2"}
    with Site.running(name, tmp_path_factory.mktemp("forks"), **variables) as running:
        yield running


def processes(site: Site) -> list[int]:
    """All web processes that were ever started."""
    return [int(pid) for pid in BOOTED.findall(site.log.read_text())]


def ask(address: str) -> tuple[int, str]:
    with urlopen(address, timeout=PATIENCE) as response:
        return response.status, response.read().decode()


def test_queries_in_both_languages_at_once(site: Site) -> None:
    addresses = [
        f"{site.url}{url(language, 'search')}?q={quote(text)}"
        for pair in zip(GERMAN, CZECH, strict=True)
        for language, text in zip(("de", "cs"), pair, strict=True)
    ]
    assert len(set(addresses)) == 24
    before = processes(site)
    assert len(before) == PROCESSES
    start = time.monotonic()
    with ThreadPoolExecutor(len(addresses)) as threads:
        answers = list(threads.map(ask, addresses))
    assert time.monotonic() - start < PATIENCE
    assert {status for status, _page in answers} == {200}
    without = [address for address, (_, page) in zip(addresses, answers, strict=True) if 'class="entry' not in page]
    assert without == [], "each of them finds something"
    assert processes(site) == before, "no process had to be started again"
    for pid in before:
        os.kill(pid, 0)
    assert "Traceback" not in site.log.read_text()
    assert "WORKER TIMEOUT" not in site.log.read_text()


def test_the_same_query_finds_the_same_in_every_process(site: Site) -> None:
    address = f"{site.url}{url('cs', 'search')}?q={quote('nábytek ze dřeva')}"
    with ThreadPoolExecutor(8) as threads:
        pages = [page for _status, page in threads.map(ask, [address] * 16)]
    names = {tuple(re.findall(r'class="entry__name".*?href="([^"]+)"', page, re.DOTALL)) for page in pages}
    assert len(names) == 1
    assert next(iter(names))
