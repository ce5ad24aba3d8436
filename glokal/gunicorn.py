"""gunicorn's settings; every value can be overridden on its command line."""

import os
from typing import Any

from glokal import embedded

embedded.ensure_running()

worker_class = "gthread"
preload_app = True
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = int(os.environ.get("WEB_THREADS", "8"))
keepalive = 15
timeout = 60
max_requests = 20_000
max_requests_jitter = 2_000
control_socket_disable = True
# no access log: addresses of readers are personal data
raw_env = [f"DATABASE_POOL_SIZE={os.environ.get('DATABASE_POOL_SIZE', threads)}"]


def on_starting(_server: Any) -> None:
    """Everything is loaded, nobody is answered yet: wait until whoever has started us closes the pipe."""
    if pipe := os.environ.get("START_PIPE"):
        os.read(int(pipe), 1)
