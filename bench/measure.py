"""One page under load: several clients that ask for it as fast as they get answers."""

import http.client
import re
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

from accounts.demo import PASSWORD
from bench.pages import Page
from bench.server import Server

CLIENTS = 4
WARM_UP, REQUESTS = 10, 60  # each client
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
Headers = dict[str, str]


def measure(server: Server, page: Page) -> dict[str, float]:
    """Requests per second, latencies in milliseconds, processor time per request, and the size of one answer."""
    headers = _sign_in(server, page.account) if page.account else {}
    _load(server, page, headers, WARM_UP)
    cpu, database, start = server.cpu_seconds(), server.database_cpu_seconds(), time.perf_counter()
    latencies, size = _load(server, page, headers, REQUESTS)
    elapsed = time.perf_counter() - start
    number = len(latencies)
    cuts = statistics.quantiles(latencies, n=100)
    return {
        "rps": round(number / elapsed, 1),
        "p50_ms": round(cuts[49] * 1000, 1),
        "p95_ms": round(cuts[94] * 1000, 1),
        "p99_ms": round(cuts[98] * 1000, 1),
        "cpu_ms": round((server.cpu_seconds() - cpu) / number * 1000, 2),
        "db_cpu_ms": round((server.database_cpu_seconds() - database) / number * 1000, 2),
        "bytes": size,
    }


def _load(server: Server, page: Page, headers: Headers, requests: int) -> tuple[list[float], int]:
    with ThreadPoolExecutor(CLIENTS) as clients:
        done = list(clients.map(lambda _client: _ask(server.port, page.path, headers, requests), range(CLIENTS)))
    return [latency for latencies, _size in done for latency in latencies], done[0][1]


def _ask(port: int, path: str, headers: Headers, requests: int) -> tuple[list[float], int]:
    connection = http.client.HTTPConnection("localhost", port, timeout=60)
    latencies, size = [], 0
    for _request in range(requests):
        start = time.perf_counter()
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        size = len(response.read())
        latencies.append(time.perf_counter() - start)
        if response.status != http.HTTPStatus.OK:
            raise RuntimeError(f"{path} answers {response.status}")
    connection.close()
    return latencies, size


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
