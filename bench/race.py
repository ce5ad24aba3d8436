"""Hundreds register at once for too few places: through the real web server, the real form, real connections.

A client asks for the form once, as a browser does, and takes cookie, token and fields from it. Then all send together.
"""

import asyncio
import json
import socket
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from bench.database import connect, with_django
from bench.measure import TOKEN
from bench.server import Server

ATTEMPTS, PLACES, SEATS = 500, 100, 40
AT_ONCE = (8, 50, 500)
WARM_UP = 16
TIMEOUT = 120.0
COUNTS = """
    SELECT count(*) FILTER (WHERE r.state = 'confirmed'), count(*) FILTER (WHERE r.state = 'waiting'),
           count(*), count(DISTINCT r.email), count(DISTINCT r.number),
           coalesce(max(r.number) FILTER (WHERE r.state = 'confirmed'), 0)
               < coalesce(min(r.number) FILTER (WHERE r.state = 'waiting'), 2147483647),
           (SELECT count(*) FROM procrastinate_jobs j JOIN events_booking b ON b.id = (j.args ->> 'booking_id')::bigint
            WHERE j.task_name = 'events.write_booking' AND b.event_id = %(event)s),
           (SELECT count(*) FROM events_itembooking i JOIN events_registration p ON p.id = i.registration_id
            WHERE p.event_id = %(event)s AND i.state = 'confirmed')
    FROM events_registration r WHERE r.event_id = %(event)s
"""


@dataclass(frozen=True, slots=True)
class Race:
    """One event and what a form for it has to say."""

    event: int
    path: str
    fields: dict[str, str]
    leaving: Sequence[tuple[str, int]] = ()
    """Address and number of people who cancel while the others register."""


@dataclass(frozen=True, slots=True)
class Form:
    """What one client has from the page."""

    cookie: str
    token: str


def races(server: Server, run: str) -> Iterable[dict[str, Any]]:
    """A line for each number of clients, then one with programme items and cancellations; events are deleted again."""
    for clients in AT_ONCE:
        yield _race(server, run, clients, {})
    yield _race(server, run, AT_ONCE[1], {"seats": SEATS, "leaving": PLACES // 4})


def _race(server: Server, run: str, clients: int, wanted: dict[str, int]) -> dict[str, Any]:
    made = json.loads(with_django("bench.inside.make_race", json.dumps({"places": PLACES, **wanted})))
    race = Race(made["event"], made["path"], made["fields"], [tuple(pair) for pair in made["leaving"]])
    try:
        forms = _open_forms(server, race, clients)
        cpu, database_cpu = server.cpu_seconds(), server.database_cpu_seconds()
        seconds, statuses = _send_all(server, race, forms)
        cpu, database_cpu = server.cpu_seconds() - cpu, server.database_cpu_seconds() - database_cpu
        return {
            "run": run,
            "race": "registration",
            "attempts": ATTEMPTS,
            "concurrency": clients,
            "places": PLACES,
            **_judged(race, statuses, wanted),
            "per_second": round(len(statuses) / seconds, 1),
            "cpu_ms": round(cpu / len(statuses) * 1000, 2),
            "db_cpu_ms": round(database_cpu / len(statuses) * 1000, 2),
        }
    finally:
        with_django("bench.inside.delete_race", json.dumps({"event": race.event}))


def _open_forms(server: Server, race: Race, clients: int) -> list[Form]:
    """Each client opens the page once; not all at the same moment, which is another measurement."""
    number = max(clients, WARM_UP)
    request = f"GET {race.path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode()
    shares = [[request] * len(range(place, number, WARM_UP)) for place in range(WARM_UP)]
    pages = [page for pages in asyncio.run(_exchange_all(server, shares)) for page in pages]
    return [_form(race, page) for page in pages][:clients]


def _form(race: Race, answer: bytes) -> Form:
    head, _blank, page = answer.partition(b"\r\n\r\n")
    token = TOKEN.search(page.decode())
    cookies = [line.split(b": ", 1)[1] for line in head.split(b"\r\n") if line.lower().startswith(b"set-cookie")]
    if token is None:
        raise RuntimeError(f"{race.path}: no form ({head[:60]!r})")
    return Form("; ".join(cookie.decode().partition(";")[0] for cookie in cookies), token[1])


def _send_all(server: Server, race: Race, forms: Sequence[Form]) -> tuple[float, list[int]]:
    """All attempts, shared by the clients, who begin together; seconds, and the status of each answer."""
    shares = [_requests(race, form, range(place, ATTEMPTS, len(forms))) for place, form in enumerate(forms)]
    for place, (path, person) in enumerate(race.leaving):
        share = shares[place % len(shares)]
        form = forms[place % len(shares)]
        share.insert(len(share) // 2, _post(path, form, {"action": "cancel", "person": str(person)}))
    start = time.perf_counter()
    answers = asyncio.run(_exchange_all(server, shares))
    return time.perf_counter() - start, [_status(answer) for share in answers for answer in share]


def _requests(race: Race, form: Form, numbers: Iterable[int]) -> list[bytes]:
    return [_post(race.path, form, {**race.fields, "email": f"guest{number}@example.org", "form_key": str(uuid4()),
                                    "p0-last_name": f"Nováková {number}"}) for number in numbers]  # fmt: skip


def _post(path: str, form: Form, fields: dict[str, str]) -> bytes:
    body = urlencode({**fields, "csrfmiddlewaretoken": form.token}).encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nCookie: {form.cookie}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def _exchange_all(server: Server, shares: Sequence[Sequence[bytes]]) -> list[list[bytes]]:
    """The answers to each client's requests, one after the other; all clients at once, and in one thread.

    Hundreds of threads would take the processor from the server that is measured.
    """
    loop = asyncio.get_running_loop()
    [(family, *_kind, address), *_others] = await loop.getaddrinfo("localhost", server.port, type=socket.SOCK_STREAM)

    async def work(share: Sequence[bytes]) -> list[bytes]:
        return [await _exchange(family, address, request) for request in share]

    async with asyncio.timeout(TIMEOUT):
        return list(await asyncio.gather(*(work(share) for share in shares)))


async def _exchange(family: int, address: Any, request: bytes) -> bytes:
    """One connection, one request, one answer."""
    loop = asyncio.get_running_loop()
    with socket.socket(family, socket.SOCK_STREAM) as connection:
        connection.setblocking(False)
        await loop.sock_connect(connection, address)
        await loop.sock_sendall(connection, request)
        parts = []
        while part := await loop.sock_recv(connection, 65536):
            parts.append(part)
    return b"".join(parts)


def _status(answer: bytes) -> int:
    return int(answer[9:12]) if answer[:5] == b"HTTP/" else 0


def _judged(race: Race, statuses: Sequence[int], wanted: dict[str, int]) -> dict[str, Any]:
    """What the database says afterwards; whatever is not as it must be counts as an error."""
    with connect() as database:
        row = database.execute(COUNTS, {"event": race.event}).fetchone()
    confirmed, waiting, people, addresses, numbers, in_order, jobs, seats = row or (0,) * 8
    before = len(race.leaving)
    failed = sum(status != 302 for status in statuses)
    expected = ATTEMPTS + before
    wrong = [people != expected, addresses != expected, numbers != expected, not in_order, jobs != expected,
             confirmed != PLACES, waiting != expected - PLACES - before, seats > wanted.get("seats", 0)]  # fmt: skip
    if any(wrong):
        sys.stderr.write(f"race: {row}, {sorted(set(statuses))}\n")
    more = {"cancelled": before, "seats": seats} if wanted else {}
    return {"confirmed": confirmed, "waiting": waiting, "errors": failed + sum(wrong), **more}
