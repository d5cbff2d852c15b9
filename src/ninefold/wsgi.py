"""The web server's way in.

What every page needs (the library, the addresses and with them all views) is loaded here, before workers are forked:
they share it, and the first eight people after a restart wait for nothing. Frozen, it is no work for the collector.
"""

import gc
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from ninefold.base import private

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ninefold.settings")
private.close(settings.DATA)
application = get_wsgi_application()


def _load() -> None:
    from django.template import engines
    from django.urls import get_resolver

    from ninefold import lawbook
    from ninefold.duties.touch import rules

    lawbook.current()
    rules()
    get_resolver()._populate()
    engines.all()
    gc.collect()
    gc.freeze()


_load()
