"""Pages under load: several clients that ask as fast as they get answers."""

import http.client
import re
import statistics
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import urlencode

from accounts.demo import PASSWORD
from bench.pages import Page
from bench.server import Server

CLIENTS = 4
WARM_UP, REQUESTS, ROUNDS = 10, 20, 3
"""Of each client: requests before the first round, requests of a round, and rounds."""
ADDRESSES = CLIENTS * (WARM_UP + REQUESTS * ROUNDS)
"""How many different addresses of a page are asked for."""
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
type Headers = dict[str, str]


@dataclass(slots=True)
class Measured:
    """What the rounds of one page have shown so far."""

    page: Page
    headers: Headers
    latencies: list[float] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    elapsed: float = 0.0
    cpu: float = 0.0
    database_cpu: float = 0.0

    def result(self) -> dict[str, float]:
        """Requests per second, latencies and processor time per request in milliseconds, mean size of an answer."""
        number = len(self.latencies)
        cuts = statistics.quantiles(self.latencies, n=100)
        return {
            "rps": round(number / self.elapsed, 1),
            "p50_ms": round(cuts[49] * 1000, 1),
            "p95_ms": round(cuts[94] * 1000, 1),
            "p99_ms": round(cuts[98] * 1000, 1),
            "cpu_ms": round(self.cpu / number * 1000, 2),
            "db_cpu_ms": round(self.database_cpu / number * 1000, 2),
            "bytes": round(statistics.mean(self.sizes)),
        }


def measure(server: Server, pages: Sequence[Page]) -> list[Measured]:
    """Each page in several rounds, so that what else the machine does meets all of them alike."""
    measured = [Measured(page, _sign_in(server, page.account) if page.account else {}) for page in pages]
    for one in measured:
        _load(server, one, 0, WARM_UP * CLIENTS)
    for number in range(ROUNDS):
        for one in measured:
            _round(server, one, CLIENTS * (WARM_UP + number * REQUESTS))
    return measured


def _round(server: Server, measured: Measured, first: int) -> None:
    cpu, database, start = server.cpu_seconds(), server.database_cpu_seconds(), time.perf_counter()
    latencies, sizes = _load(server, measured, first, REQUESTS * CLIENTS)
    measured.elapsed += time.perf_counter() - start
    measured.cpu += server.cpu_seconds() - cpu
    measured.database_cpu += server.database_cpu_seconds() - database
    measured.latencies += latencies
    measured.sizes += sizes


def _load(server: Server, measured: Measured, first: int, number: int) -> tuple[list[float], list[int]]:
    paths = measured.page.paths[first : first + number]
    with ThreadPoolExecutor(CLIENTS) as clients:
        shares = [paths[client::CLIENTS] for client in range(CLIENTS)]
        done = list(clients.map(lambda share: _ask(server.port, share, measured.headers), shares))
    return [latency for latencies, _sizes in done for latency in latencies], [n for _latencies, s in done for n in s]


def _ask(port: int, paths: Sequence[str], headers: Headers) -> tuple[list[float], list[int]]:
    connection = http.client.HTTPConnection("localhost", port, timeout=60)
    latencies, sizes = [], []
    for path in paths:
        start = time.perf_counter()
        # as every browser asks; a page that is sent in full costs less processor time and more of the reader's
        connection.request("GET", path, headers={"Accept-Encoding": "gzip", **headers})
        response = connection.getresponse()
        sizes.append(len(response.read()))
        latencies.append(time.perf_counter() - start)
        if response.status != http.HTTPStatus.OK:
            raise RuntimeError(f"{path} answers {response.status}")
    connection.close()
    return latencies, sizes


def _sign_in(server: Server, email: str) -> Headers:
    connection = http.client.HTTPConnection("localhost", server.port, timeout=60)
    connection.request("GET", "/de/konto/login/")
    response = connection.getresponse()
    token = TOKEN.search(response.read().decode())
    cookies = _cookies(response)
    form = urlencode({"login": email, "password": PASSWORD, "csrfmiddlewaretoken": token[1] if token else ""})
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookies}
    connection.request("POST", "/de/konto/login/", form, headers)
    response = connection.getresponse()
    response.read()
    if response.status != http.HTTPStatus.FOUND:
        raise RuntimeError(f"Signing in answers {response.status}")
    return {"Cookie": _cookies(response)}


def _cookies(response: http.client.HTTPResponse) -> str:
    return "; ".join(value.partition(";")[0] for value in response.msg.get_all("Set-Cookie", []))
