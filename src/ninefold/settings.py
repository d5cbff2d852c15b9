"""Django's settings, in one file, read from the environment. Everything written lives in NINEFOLD_DATA."""

import secrets
from pathlib import Path
from typing import Any

from ninefold.base import env

DATA = env.folder("NINEFOLD_DATA", Path.cwd() / "data")


def _packages(kind: str, module: str) -> list[str]:
    """Our packages of a ``kind`` ("rooms", "features"): each folder that has ``module``."""
    folder = Path(__file__).resolve().parent / kind
    return [f"ninefold.{kind}.{path.parent.name}" for path in sorted(folder.glob(f"*/{module}"))]


# A folder is a room, or a feature, when it has this module; a provider's own are named by their packages.
NINEFOLD_ROOMS = [*_packages("rooms", "room.py"), *env.words("NINEFOLD_ROOMS", "")]
NINEFOLD_FEATURES = [*_packages("features", "urls.py"), *env.words("NINEFOLD_FEATURES", "")]


def _secret() -> str:
    """The signing key: from the environment, else made once and kept in the data folder, readable by its owner only."""
    told = env.word("NINEFOLD_SECRET_KEY")
    if told:
        return told
    path = DATA / "keys" / "secret"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.write_text(secrets.token_urlsafe(50))
        path.chmod(0o600)
    return path.read_text().strip()


def _database() -> dict[str, object]:
    """SQLite in the data folder, or the PostgreSQL database that NINEFOLD_DATABASE names (postgresql://...)."""
    postgres = env.postgres("NINEFOLD_DATABASE")
    if postgres is None:
        DATA.mkdir(parents=True, exist_ok=True)
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA / "ninefold.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # FULL, because an acknowledged entry must survive a loss of power (docs/adr/0004).
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY;",
            },
        }
    return {
        "ENGINE": "django.db.backends.postgresql",
        **postgres,
        "CONN_MAX_AGE": None,
        # A connection that a restart of PostgreSQL has cut is made anew at the next request, unnoticed.
        "CONN_HEALTH_CHECKS": True,
    }


SECRET_KEY = _secret()
DEBUG = env.flag("NINEFOLD_DEBUG", default=False)
ALLOWED_HOSTS = env.words("NINEFOLD_HOSTS", "127.0.0.1,localhost,[::1]")
HTTPS = env.flag("NINEFOLD_HTTPS", default=False)
DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "ninefold.urls"
WSGI_APPLICATION = "ninefold.wsgi.application"
AUTH_USER_MODEL = "people.Account"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "ninefold.web",  # before allauth, whose sign-in pages it draws anew
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "ninefold.people",
    "ninefold.ledger",
    "ninefold.duties",
    "ninefold.medicines",
    "ninefold.forms",
    "ninefold.reports",
    "ninefold.sector",
    "ninefold.work",
    "ninefold.movein",
    *NINEFOLD_FEATURES,
    *NINEFOLD_ROOMS,
    "ninefold.ops",
]

# In order; each has project(batch) and clear(home), and runs inside the transaction of an append.
NINEFOLD_PROJECTIONS = [
    "ninefold.ledger.records",
    "ninefold.ledger.standing",
    "ninefold.ledger.factrows",
    "ninefold.ledger.search",
    "ninefold.duties.store",
]
# In order; each may stop what is about to be signed (ninefold.ledger.brakes).
NINEFOLD_BRAKES = ["ninefold.medicines.brake", "ninefold.money.brake", "ninefold.rota.brake"]
NINEFOLD_LIBRARY_OVERLAY = env.word("NINEFOLD_LIBRARY")

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "ninefold.web.requests.one_line",
    "ninefold.web.compress.compressed",
    "ninefold.web.middleware.security_headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "ninefold.web.device.devices",
    "ninefold.web.session_limits.limited",
    "ninefold.web.looks.every_look",
    "ninefold.web.middleware.clock_and_reading",
    "ninefold.web.middleware.no_nul",
    "ninefold.web.room_to_write.plainly",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ninefold.web.context.room",
            ],
            "builtins": ["ninefold.web.templatetags.ninefold"],
        },
    }
]

AUTHENTICATION_BACKENDS = ["ninefold.web.accounts.Backend"]
SESSION_ENGINE = "ninefold.web.sessions"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "ninefold.people.passwords.NotGuessed"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "ninefold.web.accounts.ClosedAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
# Guesses are counted by web.accounts, by person, address and device; here they would be counted once more.
ACCOUNT_RATE_LIMITS = {"login": "", "login_failed": ""}
# Second factors: passkeys, one-time codes and recovery codes, which are shown and printed once.
MFA_ADAPTER = "ninefold.web.factors.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Ninefold"
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off; a code still counts once
MFA_FORMS = {
    "authenticate": "ninefold.web.factors.CodeForm",
    "reauthenticate": "ninefold.web.factors.CodeAgainForm",
}
# Single sign-on: the address of a provider (with /.well-known/openid-configuration below it), and what we are there.
# Nothing else is needed. It opens accounts that are there already, and never makes one.
OIDC_ADDRESS = env.word("NINEFOLD_OIDC").rstrip("/")
OIDC_NAME = env.word("NINEFOLD_OIDC_NAME", "your organisation")
SOCIALACCOUNT_ADAPTER = "ninefold.web.oidc.KnownOnly"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "own",
                "name": OIDC_NAME,
                "client_id": env.word("NINEFOLD_OIDC_CLIENT", "ninefold"),
                "secret": env.secret("NINEFOLD_OIDC_SECRET"),
                "settings": {"server_url": OIDC_ADDRESS},
            }
        ]
        if OIDC_ADDRESS
        else [],
    }
}
# How many web servers of our own stand in front: the address of who asks is what the outermost of them wrote down.
# With https there is one; without any, what a request says of its address itself is not believed.
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("NINEFOLD_PROXIES", 1 if HTTPS else 0)
# What is begun and never signed is let go after so many days without a touch; the page says until when.
DRAFT_DAYS = env.number("NINEFOLD_DRAFT_DAYS", 60)
# Where letters go out: smtp://user:password@host (made secret by STARTTLS), smtps://, or smtp+plain:// on this machine.
_SMTP = env.smtp("NINEFOLD_SMTP", "NINEFOLD_SMTP_PASSWORD")
EMAIL_BACKEND = env.word(
    "NINEFOLD_EMAIL_BACKEND", f"django.core.mail.backends.{'smtp' if _SMTP else 'dummy'}.EmailBackend"
)
EMAIL_HOST, EMAIL_PORT, EMAIL_HOST_USER, EMAIL_HOST_PASSWORD, _SECRET = _SMTP or ("localhost", 25, "", "", "plain")
EMAIL_USE_TLS, EMAIL_USE_SSL = _SECRET == "starttls", _SECRET == "tls"
EMAIL_TIMEOUT = 20
# The address that people type, without a stroke at its end: letters lead there.
_OUTSIDE = next((name for name in ALLOWED_HOSTS if name not in ("127.0.0.1", "localhost", "[::1]", "*")), "")
NINEFOLD_ADDRESS = env.word(
    "NINEFOLD_ADDRESS", f"{'https' if HTTPS else 'http'}://{_OUTSIDE}" if _OUTSIDE else "http://127.0.0.1:8000"
).rstrip("/")
NINEFOLD_MAIL_HOST = NINEFOLD_ADDRESS.rpartition("://")[2].partition("/")[0].partition(":")[0] or "localhost"
DEFAULT_FROM_EMAIL = env.word("NINEFOLD_EMAIL_FROM", f"ninefold@{NINEFOLD_MAIL_HOST}")

# In files, so that every process of the server counts the same wrong passwords.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": DATA / "cache"}}

SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
# By this beginning browsers hold a cookie to this very host, to https and to the whole site.
_HOST = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME, DEVICE_COOKIE_NAME = f"{_HOST}sessionid", f"{_HOST}csrftoken", f"{_HOST}device"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "ninefold.web.views.form_expired"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS: list[Path] = []
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_ALLOW_ALL_ORIGINS = False


def WHITENOISE_ADD_HEADERS_FUNCTION(headers: Any, path: str, url: str) -> None:  # noqa: N802 - a setting
    """Style sheets, scripts and pictures are answered before our middleware, and are closed to other sites all the same."""
    from ninefold.web.middleware import HEADERS

    for name, value in HEADERS.items():
        headers[name] = value


WHITENOISE_MANIFEST_STRICT = False
ATTACHMENTS = DATA / "attachments"
# Where each night's backup goes: best another disk, or a folder that is copied elsewhere.
# Whether the server that this process belongs to has one beside it that does the jobs of the night (ops.serving).
NINEFOLD_NIGHTS = env.flag("NINEFOLD_NIGHTS", default=False)
NINEFOLD_BACKUPS = env.folder("NINEFOLD_BACKUPS", DATA / "backups")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "refusals": {
            "()": "django.utils.log.CallbackFilter",
            "callback": "ext://ninefold.web.logs.refusals_in_one_line",
        }
    },
    "formatters": {"moment": {"format": "%(asctime)s %(levelname)s %(message)s"}},
    "handlers": {
        "requests": {"class": "logging.StreamHandler", "formatter": "moment"},
        "console": {"class": "logging.StreamHandler", "filters": ["refusals"]},
    },
    "loggers": {"ninefold.requests": {"handlers": ["requests"], "level": "INFO", "propagate": False}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
