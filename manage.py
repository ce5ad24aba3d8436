#!/usr/bin/env python
"""Django's command line; brings the embedded PostgreSQL up first when it is down."""

import os
import sys

WITHOUT_DATABASE = {"makemessages", "compilemessages", "collectstatic", "help", "version"}


def main() -> None:
    """Run the command that the command line names."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "glokal.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    from glokal import embedded, environment  # noqa: F401, PLC0415

    if len(sys.argv) > 1 and sys.argv[1] not in WITHOUT_DATABASE:
        try:
            embedded.ensure_running()
        except embedded.EmbeddedPostgresError as error:
            sys.exit(str(error))
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
