"""Which PostgreSQL holds everything, and with which options."""

import os
from typing import Any
from urllib.parse import unquote

from glokal import embedded
from glokal.environment import env

# Neighbours in meaning are looked for until enough of the wanted kind are found, also where that kind is rare.
NEIGHBOURS = "-c hnsw.iterative_scan=relaxed_order -c hnsw.ef_search=80"


def database() -> dict[str, Any]:
    """Django's settings of the one database: `DATABASE_URL` or the embedded server.

    The worker keeps plain connections, because its long `LISTEN` would hold a pooled one for ever.
    """
    if os.environ.get("DATABASE_URL"):
        config: dict[str, Any] = env.db_url("DATABASE_URL", engine="django.db.backends.postgresql")
        # the folder of a socket comes percent-encoded
        config["HOST"] = unquote(config["HOST"] or "")
    else:
        config = {
            "ENGINE": "django.db.backends.postgresql",
            "HOST": str(embedded.socket_dir()),
            "NAME": embedded.DATABASE,
            "USER": embedded.OWNER,
        }
    config["OPTIONS"] = {**config.get("OPTIONS", {}), "options": NEIGHBOURS}
    # only the few statements that ask for it (search.prepared); Django's own carry their values within
    config["OPTIONS"]["prepare_threshold"] = 1
    if size := env.int("DATABASE_POOL_SIZE", default=0):
        config["OPTIONS"]["pool"] = {"min_size": 1, "max_size": size, "timeout": 20}
    return config
