"""The corpus "20k": the example companies, copied until there are 20,000, spread over all postcodes."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import psycopg

from glokal import embedded
from glokal.environment import BASE_DIR

CORPUS = "20k"
COMPANIES = 20_000
DATABASE = "glokal_bench"
STEP = 100_000  # distance between the ids of an entry and of its copies
MANY_TO_MANY = ("sectors", "capabilities", "delivery_regions")


def database_url() -> str:
    """Where the corpus lies: beside the embedded database."""
    embedded.ensure_running()
    return f"postgres://{embedded.OWNER}@{quote(str(embedded.socket_dir()), safe='')}/{DATABASE}"


def ensure_corpus() -> str:
    """Build the corpus once; returns its database's URL."""
    url = database_url()
    socket = str(embedded.socket_dir())
    with psycopg.connect(host=socket, user=embedded.OWNER, dbname=embedded.OWNER, autocommit=True) as server:
        if server.execute("select 1 from pg_database where datname = %s", [DATABASE]).fetchone():
            return url
        server.execute(f"create database {DATABASE}")
    for command in ("migrate", "load_reference", "load_demo"):
        manage(url, command)
    with psycopg.connect(host=socket, user=embedded.OWNER, dbname=DATABASE) as database:
        _multiply(database)
    with psycopg.connect(host=socket, user=embedded.OWNER, dbname=DATABASE, autocommit=True) as database:
        database.execute("vacuum analyze")
    return url


def manage(url: str, *arguments: str) -> None:
    """Run a management command against the corpus."""
    environment = {**os.environ, "DATABASE_URL": url}
    command = [sys.executable, str(Path(BASE_DIR) / "manage.py"), *arguments]
    subprocess.run(command, cwd=BASE_DIR, env=environment, check=True, stdout=sys.stderr)


def _multiply(database: psycopg.Connection) -> None:
    (first,) = database.execute("select count(*) from search_document where kind = 'company'").fetchone() or (1,)
    copies = -(-COMPANIES // first) - 1
    database.execute(
        """create temp table copy as
           select o.id as old, o.id + n * %s as new, n, p.code, p.town, p.country, p.region_id, p.lat, p.lon
           from organisations_organisation o, generate_series(1, %s) n
           join lateral (select * from organisations_postcode offset (n * 7919) %% 3000 limit 1) p on true
           where o.kind = 'company' and o.status = 'published'""",
        [STEP, copies],
    )
    _copy(database, "organisations_organisation", "id", {
        "id": "c.new", "name": "t.name || ' ' || c.n", "slug": "t.slug || '-' || c.n",
        "sort_key_de": "t.sort_key_de || c.n", "sort_key_cs": "t.sort_key_cs || c.n", "postcode": "c.code",
        "town": "c.town", "region_id": "c.region_id", "country": "c.country", "lat": "c.lat", "lon": "c.lon",
    })  # fmt: skip
    _copy(database, "companies_company", "organisation_ptr_id", {"organisation_ptr_id": "c.new"})
    for name in MANY_TO_MANY:
        _copy(database, f"organisations_organisation_{name}", "organisation_id", {"id": "", "organisation_id": "c.new"})
    _copy(database, "organisations_certificate", "organisation_id", {"id": "", "organisation_id": "c.new"})
    _copy(database, "search_document", "object_id", {
        "id": "", "object_id": "c.new", "owner_id": "c.new", "title": "t.title || ' ' || c.n",
        "title_de": "t.title || ' ' || c.n", "title_cs": "t.title || ' ' || c.n", "slug": "t.slug || '-' || c.n",
        "sort_key_de": "t.sort_key_de || c.n", "sort_key_cs": "t.sort_key_cs || c.n", "place": "c.town",
        "country": "c.country", "region": "c.region_id",
        "x_km": "c.lon * 111.320 * cos(radians(50.8))", "y_km": "c.lat * 110.574",
        "confirmed_at": "t.confirmed_at - c.n * interval '1 hour'",
        "facets": "array(select f from unnest(t.facets) f where f not like 'region:%%' and f not like 'country:%%')"
                  " || array['region:' || c.region_id, 'country:' || c.country]",
    }, "and t.kind = 'company'")  # fmt: skip


def _copy(database: psycopg.Connection, table: str, key: str, changed: dict[str, str], where: str = "") -> None:
    """Insert each row of `table` once for each copy, with some columns changed; an empty one is left to its default."""
    rows = database.execute(
        "select column_name from information_schema.columns where table_name = %s and is_generated = 'NEVER'", [table]
    )
    columns = [name for (name,) in rows if changed.get(name, "t") != ""]
    values = [changed.get(name, f't."{name}"') for name in columns]
    names = ", ".join(f'"{name}"' for name in columns)
    source = f"{table} t join copy c on t.{key} = c.old {where}"
    query = f"insert into {table} ({names}) select {', '.join(values)} from {source}"  # noqa: S608 - constants only
    database.execute(query.replace("%%", "%"))
