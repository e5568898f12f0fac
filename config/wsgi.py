"""The application that a server loads; production settings unless told otherwise."""

import os

from django.core.wsgi import get_wsgi_application

from cordee.core.patience import limit_statements

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.prod")
application = get_wsgi_application()
limit_statements()
