"""Entry of the web server."""

import os

from django.core.wsgi import get_wsgi_application

from search.semantics import warm_up

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "glokal.settings")
application = get_wsgi_application()

# the first query shall not wait for the dictionaries; with preload_app all processes share them
warm_up()
