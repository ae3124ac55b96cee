"""Django's WSGI application: every page."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ponte.config.settings")
application = get_wsgi_application()
