"""From a few hundred entries and categories to 20,000 organisations and 100,000 listings, within the database.

A mixed entry takes its facts and half of its texts from one entry of the demo and the other half from one that is
near in meaning; it has a further category that is near, and a place of its own. Its terms and its vector are mixed
from theirs.
"""

import psycopg

STEP = 100_000
"""Distance between the ids of an entry and of what is mixed from it."""
PREPARE = """
    SET maintenance_work_mem = '512MB';
    CREATE TEMP TABLE place AS
        SELECT row_number() OVER (ORDER BY md5(code || town)) - 1 AS number, code, town, country, region_id, lat, lon
        FROM organisations_postcode WHERE region_id IS NOT NULL;
    CREATE INDEX ON place (number);
    CREATE TEMP TABLE mix (
        kind text, old bigint, other bigint, new bigint, n bigint, owner bigint, category bigint, cpv text,
        code text, town text, country text, region_id text, lat float8, lon float8
    );
    UPDATE search_document d SET embedding = part.meaning, embedded_passages = d.passages
        FROM bench_part part WHERE part.kind = d.kind AND part.id = d.object_id
"""
# nothing is made from demands under a cipher: they may not have the places that the mixed ones get
MIX = """
    WITH old AS (
        SELECT id, neighbours, categories, row_number() OVER (ORDER BY id) AS number
        FROM bench_part WHERE kind = %(kind)s
            AND NOT (kind = 'listing' AND id IN (SELECT id FROM listings_listing WHERE is_cipher))
    ), owner AS (
        SELECT id, row_number() OVER (ORDER BY id) - 1 AS number FROM organisations_organisation
        WHERE kind = 'company' AND status = 'published'
    )
    INSERT INTO mix
    SELECT %(kind)s::text, old.id, old.neighbours[1 + n %% cardinality(old.neighbours)], old.id + n * %(step)s, n,
           owner.id, category.id, category.code,
           place.code, place.town, place.country, place.region_id, place.lat, place.lon
    FROM old CROSS JOIN generate_series(1, %(copies)s) AS n
    JOIN place ON place.number = (old.number * 104729 + n * 7919) %% (SELECT count(*) FROM place)
    JOIN bench_part category ON category.kind = 'category'
        AND category.id = old.categories[1 + n %% cardinality(old.categories)]
    JOIN owner ON owner.number = (old.number * 6701 + n * 7919) %% (SELECT count(*) FROM owner)
"""
# the aliases: m what is mixed, t the row of the entry it is made from, second that of the other one
PLACE = {name: f"m.{name}" for name in ("town", "country", "region_id", "lat", "lon")} | {"postcode": "m.code"}
TEXTS = {
    name: f"concat_ws(E'\\n\\n', nullif(t.{name}, ''), nullif(second.{name}, ''))"
    for name in ("description_de", "description_cs")
}
SORT_KEYS = {name: f"t.{name} || m.n" for name in ("sort_key_de", "sort_key_cs")}
TITLES = {name: f"regexp_replace(t.{name}, '(.)$', '\\1 ' || m.n)" for name in ("title", "title_de", "title_cs")}
DOCUMENT = TITLES | SORT_KEYS | {
    "id": "",
    "object_id": "m.new",
    "owner_id": "CASE m.kind WHEN 'listing' THEN m.owner ELSE m.new END",
    "slug": "t.slug || '-' || m.n",
    "place": "m.town",
    "country": "m.country",
    "region": "m.region_id",
    "x_km": "m.lon * 111.320 * cos(radians(50.8))",
    "y_km": "m.lat * 110.574",
    "published_at": "t.published_at - m.n * interval '1 hour'",
    "confirmed_at": "t.confirmed_at - m.n * interval '1 hour'",
    "highlights_de": "t.highlights_de[1:3] || category.label_de",
    "highlights_cs": "t.highlights_cs[1:3] || category.label_cs",
    "facets": """ARRAY(
        SELECT facet FROM unnest(t.facets) AS facet WHERE NOT facet ^@ ANY(ARRAY['region:', 'country:'])
        UNION SELECT unnest(category.facets) UNION VALUES ('region:' || m.region_id), ('country:' || m.country)
        UNION SELECT 'division:' || left(m.cpv, 2) WHERE m.kind = 'listing' ORDER BY 1
    )""",
    "terms": "part.title_terms || part.text_terms || other.text_terms || category.text_terms",
    "embedding": "l2_normalize(part.meaning + part.meaning + other.meaning + category.meaning)",
}  # fmt: skip
PARTS = """
    JOIN bench_part part ON part.kind = m.kind AND part.id = m.old
    JOIN bench_part other ON other.kind = m.kind AND other.id = m.other
    JOIN bench_part category ON category.kind = 'category' AND category.id = m.category
"""


class Mixer:
    """Makes entries of one kind after the other."""

    def __init__(self, database: psycopg.Connection) -> None:
        self._database = database
        database.execute(PREPARE)

    def companies(self, number: int) -> None:
        """About so many companies with everything that belongs to them, and their documents."""
        self._mix("company", number)
        own = {"id": "m.new", "name": "t.name || ' ' || m.n", "slug": "t.slug || '-' || m.n"}
        self._insert("company", "organisations_organisation", "id", own | SORT_KEYS | PLACE | TEXTS)
        self._insert("company", "companies_company", "organisation_ptr_id", {"organisation_ptr_id": "m.new"})
        for name in (
            "organisation_sectors",
            "organisation_capabilities",
            "organisation_delivery_regions",
            "certificate",
        ):
            self._insert("company", f"organisations_{name}", "organisation_id", {"id": "", "organisation_id": "m.new"})
        self._add_category("company", "organisations_organisation_capabilities", "organisation_id")
        self._documents("company")

    def listings(self, number: int) -> None:
        """About so many offers and demands of all the companies, and their documents."""
        self._mix("listing", number)
        own = {"id": "m.new", "organisation_id": "m.owner", "slug": "t.slug || '-' || m.n",
               "valid_until": "current_date + 60 + (m.n % 300)::int"}  # fmt: skip
        self._insert("listing", "listings_listing", "id", own | PLACE | TEXTS | TITLES)
        for name in ("listing_capabilities", "listing_delivery_regions"):
            self._insert("listing", f"listings_{name}", "listing_id", {"id": "", "listing_id": "m.new"})
        self._add_category("listing", "listings_listing_capabilities", "listing_id")
        self._documents("listing")

    def _mix(self, kind: str, number: int) -> None:
        (first,) = self._database.execute("SELECT count(*) FROM bench_part WHERE kind = %s", [kind]).fetchone() or (1,)
        copies = -(-number // first) - 1
        self._database.execute(MIX, {"kind": kind, "copies": copies, "step": STEP})
        self._database.execute("ANALYZE mix")

    def _add_category(self, kind: str, table: str, key: str) -> None:
        mixed = f"SELECT new, cpv FROM mix WHERE kind = '{kind}' ON CONFLICT DO NOTHING"  # noqa: S608 - constants only
        self._database.execute(f"INSERT INTO {table} ({key}, capability_id) {mixed}".encode())

    def _documents(self, kind: str) -> None:
        self._insert(kind, "search_document", "object_id", DOCUMENT, PARTS, "AND t.kind = m.kind")

    def _insert(
        self, kind: str, table: str, key: str, changed: dict[str, str], more: str = "", where: str = ""
    ) -> None:
        """Insert a row for each mixed entry whose original has one, some columns changed; an empty one is left out."""
        columns = [name for name in self._columns(table) if changed.get(name, "t")]
        values = [changed.get(name, f't."{name}"') for name in columns]
        names = ", ".join(f'"{name}"' for name in columns)
        second = f"JOIN {table} second ON second.{key} = m.other" if "second." in "".join(values) else ""
        source = f"mix m JOIN {table} t ON t.{key} = m.old {second} {more} WHERE m.kind = '{kind}' {where}"
        query = f"INSERT INTO {table} ({names}) SELECT {', '.join(values)} FROM {source}"  # noqa: S608 - constants only
        self._database.execute(query.encode())

    def _columns(self, table: str) -> list[str]:
        rows = self._database.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND is_generated = 'NEVER'"
            " ORDER BY ordinal_position",
            [table],
        )
        return [name for (name,) in rows]
