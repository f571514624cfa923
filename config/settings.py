"""All settings, in one file, read from the environment. Unset means the embedded default.

A wrong or missing setting stops the program at once with one sentence that says how to mend
it (`SettingError`); `loa doctor` says the same. The settings are listed in
docs/reference/settings.md, and a house test keeps that list complete.
"""

import secrets
from email.utils import getaddresses
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import dj_database_url
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from config.environment import (
    SettingError,
    flag,
    intake_file,
    listed,
    mailbox,
    number,
    platform_app,
    sealing_keys,
    secret,
    text,
    time_stamps,
    writable_folder,
)
from loa.doors.sealing import is_key
from loa.units.words import Role

ROOT = Path(__file__).resolve().parent.parent
DATA = writable_folder("LOA_DATA", ROOT / "var")
DEBUG = flag("LOA_DEBUG", default=False)

SECRET_KEY = secret("LOA_SECRET_KEY", file=DATA / "secret-key", make=secrets.token_urlsafe)
ALLOWED_HOSTS = listed("LOA_HOSTS", "localhost,127.0.0.1,[::1]")
SITE_URL = text("LOA_SITE_URL", "http://localhost:8000").rstrip("/")
if urlsplit(SITE_URL).scheme not in {"http", "https"}:
    raise SettingError("LOA_SITE_URL", SITE_URL, "must start with http:// or https://")
IS_HTTPS = SITE_URL.startswith("https://")

# --------------------------------------------------------------- apps, top of the house first
INSTALLED_APPS = [
    "loa.portal",
    "loa.desk",
    "loa.reports",
    "loa.evidence",
    "loa.campaigns",
    "loa.dispatches",
    "loa.materials",
    "loa.topics",
    "loa.units",
    "loa.notices",
    "loa.files",
    "loa.ledger",
    "loa.ui",
    "wagtail.contrib.redirects",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_htmx",
    "template_partials",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # pads at random against BREACH since Django 4.2
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "loa.ui.language.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "loa.units.doorkeeper.DoorkeeperMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "loa.ui.context.look",
            ],
        },
    }
]

# --------------------------------------------------------------- where facts are kept
DATABASE_URL = text("LOA_DATABASE_URL", f"sqlite:///{DATA / 'loa.sqlite3'}")
_shown = DATABASE_URL.split("@")[-1]  # never a password in a message
try:
    _database = dj_database_url.parse(DATABASE_URL, conn_max_age=60, conn_health_checks=True)
except (ValueError, KeyError) as error:
    raise SettingError("LOA_DATABASE_URL", _shown, "is not a database address") from error
if _database["ENGINE"].rpartition(".")[2] not in {"sqlite3", "postgresql"}:
    raise SettingError("LOA_DATABASE_URL", _shown, "must be sqlite:/// or postgres://")
if _database["ENGINE"] == "django.db.backends.sqlite3":
    # One writer at a time, asked for at the start of a transaction and not in its middle;
    # readers never wait; an acknowledged write survives a power cut.
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
DATABASES = {"default": _database}

_cache = text("LOA_CACHE_URL", "local://")
if _cache == "local://":
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
elif _cache.startswith(("redis://", "rediss://", "unix://")):
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": _cache,
        }
    }
else:
    raise SettingError("LOA_CACHE_URL", _cache, "must be local:// or redis://host:port/0")

# --------------------------------------------------------------- background jobs
TASKS_KIND = text("LOA_TASKS", "database")
if TASKS_KIND == "database":
    _jobs: dict[str, object] = {"BACKEND": "django_tasks_db.DatabaseBackend"}
elif TASKS_KIND == "rq":
    if _cache == "local://":
        raise SettingError("LOA_CACHE_URL", _cache, "must name Redis when LOA_TASKS=rq")
    INSTALLED_APPS += ["django_rq", "django_tasks_rq"]
    RQ_QUEUES = {"default": {"URL": _cache}}
    _jobs = {"BACKEND": "django_tasks_rq.RQBackend", "QUEUES": ["default"]}
elif TASKS_KIND == "immediate":  # tests only: the job runs where it is asked for
    _jobs = {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}
else:
    raise SettingError("LOA_TASKS", TASKS_KIND, "must be `database` or `rq`")
TASKS = {"default": _jobs}

# --------------------------------------------------------------- files
_storage = urlsplit(text("LOA_STORAGE_URL", f"file://{DATA / 'files'}"))
if _storage.scheme == "file":
    _default_storage = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": _storage.path, "base_url": None},
    }
elif _storage.scheme == "s3":
    _default_storage = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": _storage.hostname,
            "location": _storage.path.lstrip("/"),
            "endpoint_url": text("LOA_S3_ENDPOINT", "") or None,
        },
    }
else:
    raise SettingError(
        "LOA_STORAGE_URL", _storage.geturl(), "must be file:///folder or s3://bucket"
    )
STORAGES = {
    "default": _default_storage,
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
MEDIA_ROOT = DATA / "media"
MEDIA_URL = "/media/"
WHITENOISE_MAX_AGE = 0 if DEBUG else 31_536_000
LARGEST_UPLOAD_BYTES = 25_000_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 30_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_NUMBER_FILES = 2_000  # whoever drops too many is told so, in words

# --------------------------------------------------------------- letters coming by themselves
# A letter is read in a process of its own, with little time and memory; "no" for tests only.
TSA_URL, TSA_ROOTS = time_stamps("LOA_TSA_URL", "LOA_TSA_ROOTS")
READ_APART = flag("LOA_READ_APART", default=True)
WATCH_FOLDER = text("LOA_WATCH_FOLDER", "")
EDXML_FOLDER = text("LOA_EDXML_FOLDER", "")
MAILBOX_URL = mailbox("LOA_MAILBOX_URL", "LOA_MAILBOX_URL_FILE")
INTAKE_SOURCES = intake_file("LOA_INTAKE_FILE")  # further ones, each with its unit
INTAKE_UNIT = text("LOA_INTAKE_UNIT", "")
if (WATCH_FOLDER or EDXML_FOLDER or MAILBOX_URL) and not INTAKE_UNIT:
    raise SettingError("LOA_INTAKE_UNIT", "", "must name the unit that receives letters")

# --------------------------------------------------------------- units' own pages elsewhere
# Read with a key that the page's administrator gives; off unless an app is named here. Where
# the platforms are asked stands in loa.doors.platforms; tests put theirs beside id and secret.
KEYS_KEYS = sealing_keys("LOA_KEYS_KEY", "LOA_KEYS_KEY_FILE", is_key)
FACEBOOK_APP = platform_app(
    "LOA_FACEBOOK_APP_ID", lambda: secret("LOA_FACEBOOK_APP_SECRET"), KEYS_KEYS
)
ZALO_APP = platform_app("LOA_ZALO_APP_ID", lambda: secret("LOA_ZALO_APP_SECRET"), KEYS_KEYS)

# --------------------------------------------------------------- mail
_email = urlsplit(text("LOA_EMAIL_URL", f"file://{DATA / 'outbox'}"))
DEFAULT_FROM_EMAIL = text("LOA_EMAIL_FROM", "Loa <loa@localhost>")
if "@" not in getaddresses([DEFAULT_FROM_EMAIL])[0][1]:
    raise SettingError("LOA_EMAIL_FROM", DEFAULT_FROM_EMAIL, "is not an e-mail address")
if _email.scheme == "file":
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = _email.path
elif _email.scheme in {"smtp", "smtps", "smtp+starttls"}:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = _email.hostname or "localhost"
    EMAIL_PORT = _email.port or (465 if _email.scheme == "smtps" else 25)
    EMAIL_HOST_USER = unquote(_email.username or "")
    EMAIL_HOST_PASSWORD = unquote(_email.password or "")
    EMAIL_USE_SSL = _email.scheme == "smtps"
    EMAIL_USE_TLS = _email.scheme == "smtp+starttls"
    EMAIL_TIMEOUT = 20
elif _email.scheme == "memory":  # tests
    EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
else:
    _shown = _email.geturl().split("@")[-1]
    raise SettingError("LOA_EMAIL_URL", _shown, "must be file:///folder or smtp://host:port")

# --------------------------------------------------------------- people
AUTH_USER_MODEL = "units.Officer"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
_validators = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_validators}.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": f"{_validators}.CommonPasswordValidator"},
    {"NAME": f"{_validators}.UserAttributeSimilarityValidator"},
    {"NAME": "loa.units.passwords.FourClassesValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an address is given by the unit, not by the person
ACCOUNT_ADAPTER = "loa.units.accounts.OfficerAdapter"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {"login_failed": "5/15m/key,30/15m/ip"}
ALLAUTH_TRUSTED_PROXY_COUNT = number("LOA_PROXIES", 0)  # of ours, between here and the world
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Loa"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_HTTPS
MFA_ADAPTER = "loa.units.accounts.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "loa.units.accounts.SecondStepForm",
    "reauthenticate": "loa.units.accounts.SecondStepAgainForm",
}
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14

SECOND_FACTOR_ROLES = listed("LOA_SECOND_FACTOR", "coordinator")
if SECOND_FACTOR_ROLES == ["none"]:
    SECOND_FACTOR_ROLES = []
for _role in SECOND_FACTOR_ROLES:
    if _role not in set(Role):
        raise SettingError("LOA_SECOND_FACTOR", _role, "must name roles, or be none")
SECOND_FACTOR_GRACE_DAYS = number("LOA_SECOND_FACTOR_GRACE_DAYS", 0)
IDLE_DAYS = number("LOA_IDLE_DAYS", 365, least=45)  # campaigns are yearly

# The office's own sign-in. It only opens a login that exists already: see docs/rules/people.md.
SOCIALACCOUNT_ADAPTER = "loa.units.office.OfficeAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_LOGIN_ON_GET = False  # a button that POSTs: no page may start it by a link
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = "office"
SOCIALACCOUNT_PROVIDERS: dict[str, dict[str, object]] = {}
_office = text("LOA_OIDC_URL", "")
if _office:
    if not _office.startswith(("https://", "http://127.0.0.1", "http://localhost")):
        raise SettingError("LOA_OIDC_URL", _office, "must start with https://")
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "APPS": [
            {
                "provider_id": "office",
                "name": text("LOA_OIDC_NAME", "Tài khoản cơ quan"),
                "client_id": text("LOA_OIDC_CLIENT_ID", "loa"),
                "secret": secret("LOA_OIDC_CLIENT_SECRET"),
                "settings": {"server_url": _office, "oauth_pkce_enabled": True},
            }
        ]
    }

# --------------------------------------------------------------- language and time
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
LOCALE_PATHS = [ROOT / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False  # years and codes must not be grouped; `viet` groups numbers
TIME_ZONE = "Asia/Ho_Chi_Minh"

# --------------------------------------------------------------- the browser's limits
CONTENT_SECURITY_POLICY: dict[str, Any] = {
    "EXCLUDE_URL_PREFIXES": ("/cms/",),  # Wagtail's admin writes its own inline styles
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "media-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [SELF],
    },
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_SECURE = IS_HTTPS
CSRF_TRUSTED_ORIGINS = [SITE_URL]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
if _office:  # the button of the sign-in page is answered by a redirection there
    _place = urlsplit(_office)
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"].append(
        f"{_place.scheme}://{_place.netloc}"
    )
X_FRAME_OPTIONS = "DENY"

# --------------------------------------------------------------- Wagtail, which shows
WAGTAIL_SITE_NAME = "Loa"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx"]
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None

FORM_RENDERER = "loa.ui.renderer.LookRenderer"
CSRF_FAILURE_VIEW = "loa.ui.errors.csrf_failure"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": text("LOA_LOG_LEVEL", "WARNING")},
}
