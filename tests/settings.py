"""The house's own settings, with what a test may do without: durability, slow password hashing, the real data folder."""

import atexit
import os
import shutil
import tempfile

# Before the settings are read: a test must never open the data folder of a real home.
os.environ["NINEFOLD_DATA"] = tempfile.mkdtemp(prefix="ninefold-test-")
os.environ["NINEFOLD_DATABASE"] = os.environ.get("NINEFOLD_TEST_DATABASE", "")
os.environ.pop("NINEFOLD_CLOCK", None)
atexit.register(shutil.rmtree, os.environ["NINEFOLD_DATA"], ignore_errors=True)

from ninefold.settings import *  # noqa: F403 - everything else is as in a real home
from ninefold.settings import DATA, DATABASES, LOGGING, STATIC_ROOT, STORAGES

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, as in a real home (WAL, several connections), but without waiting for the disk.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA / "test.sqlite3")}
    options = DATABASES["default"]["OPTIONS"]
    options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")  # type: ignore[index]

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Style sheets and pictures by their plain names: no collectstatic before a test.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STATIC_ROOT.mkdir(parents=True)
# Each test process counts its own wrong passwords.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# pytest keeps what a failed test logged, from WARNING up. The server's own lines (one for each request) would drown it,
# and threads of a live server still write when pytest has closed what stood for stderr: so they go nowhere.
_nowhere = open(os.devnull, "w")  # noqa: SIM115, PTH123 - as long as the process
for _handler in ("requests", "console"):
    LOGGING["handlers"][_handler]["stream"] = _nowhere  # type: ignore[index]
LOGGING["loggers"]["ninefold.requests"]["level"] = "CRITICAL"  # type: ignore[index]
LOGGING["loggers"]["django.server"] = {"handlers": ["requests"], "level": "INFO", "propagate": False}  # type: ignore[index]
