"""Every setting, from the environment. With nothing set, everything points at the embedded default under ``var/``."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _

from factcheck import embedded

BASE_DIR = Path(__file__).resolve().parent.parent


def env(name: str, default: str = "") -> str:
    """A setting as text; empty counts as not set."""
    return os.environ.get(name, "") or default


def env_bool(name: str, *, default: bool) -> bool:
    """A setting that is on (1, true, yes, on) or off."""
    return env(name, str(default)).lower() in {"1", "true", "yes", "on"}


def env_list(name: str, default: str = "") -> list[str]:
    """A setting of several values, separated by commas."""
    return [part.strip() for part in env(name, default).split(",") if part.strip()]


def database(url: str) -> dict[str, Any]:
    """Django's form of ``postgresql://user:password@host:port/name?option=value``."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError(f"DATABASE_URL must start with postgresql://, not {parts.scheme}://")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", None) or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def secret_key() -> str:
    """SECRET_KEY, or for the embedded default one that is made once and kept under ``var/``."""
    given = env("SECRET_KEY")
    if given:
        return given
    if not EMBEDDED.database:
        raise ValueError("SECRET_KEY must be set when DATABASE_URL is")
    return embedded.kept_secret(VAR, make=lambda: secrets.token_urlsafe(50))


VAR = Path(env("FACTCHECK_VAR", str(BASE_DIR / "var"))).resolve()
EMBEDDED = embedded.Embedded(VAR, database=not env("DATABASE_URL"), broker=not env("BROKER_URL"))

SECRET_KEY = secret_key()
DEBUG = env_bool("DEBUG", default=False)
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "unfold.apps.BasicAppConfig",  # the default one would put its own site in the place of ours
    "unfold.contrib.filters",
    "unfold.contrib.forms",
    "factcheck.apps.FactcheckConfig",
    "factcheck.apps.FactcheckAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "claims",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "claims.web.newsroom.NewsroomMiddleware",
]

ROOT_URLCONF = "factcheck.urls"
WSGI_APPLICATION = "factcheck.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "claims.web.newsroom.context",
            ],
        },
    },
]

DATABASES = {"default": database(env("DATABASE_URL") or EMBEDDED.database_url)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "claims.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "queue"
LOGOUT_REDIRECT_URL = "login"

BROKER_URL = env("BROKER_URL") or EMBEDDED.broker_url
CELERY_BROKER_URL = embedded.for_celery(BROKER_URL)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CONCURRENCY = int(env("WORKER_CONCURRENCY", "2"))
CELERY_WORKER_MAX_MEMORY_PER_CHILD = int(env("WORKER_MAX_MEMORY_KB", "1500000"))
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A broker that is away must not hang a form: the row is stored, and the sweep picks it up when the broker is back.
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 600, "socket_connect_timeout": 2, "socket_timeout": 30}
CELERY_BEAT_SCHEDULE = {
    "sweep": {"task": "claims.pipeline.sweep", "schedule": float(env("SWEEP_SECONDS", "15"))},
    "forget": {"task": "claims.pipeline.forget", "schedule": 3600.0},
}
CELERY_TIMEZONE = "UTC"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": embedded.for_redis(BROKER_URL),
        "OPTIONS": {"socket_connect_timeout": 2, "socket_timeout": 5},
    }
}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["claims.api.auth.KeyAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["claims.api.auth.HasScope"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_PAGINATION_CLASS": "claims.api.pagination.Newest",
    "DEFAULT_PARSER_CLASSES": ["claims.api.parsers.Json"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_METADATA_CLASS": None,
    "EXCEPTION_HANDLER": "claims.api.problems.handler",
    "NUM_PROXIES": 1 if env_bool("BEHIND_PROXY", default=False) else 0,
    "UNAUTHENTICATED_USER": None,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Factcheck",
    "DESCRIPTION": "Attributed claims, the flags they raise, and the verdicts of a newsroom.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SERVE_AUTHENTICATION": [],
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "ENUM_NAME_OVERRIDES": {
        "ArticleKind": "claims.models.articles.Article.Kind",
        "ArticleState": "claims.models.articles.Article.State",
        "ClaimKind": "claims.models.claims.Claim.Kind",
        "FlagKind": "claims.models.matches.Flag.Kind",
        "Alteration": "claims.models.matches.Flag.Alteration",
        "FlagState": "claims.models.matches.Flag.State",
        "SourceKind": "claims.models.articles.Source.Kind",
        "SpeakerKind": "claims.models.speakers.Speaker.Kind",
        "VerdictState": "claims.models.reviews.Verdict.State",
        "Normalized": "claims.models.newsrooms.Normalized",
    },
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "claims.api.schema.with_problems",
    ],
}

LANGUAGE_CODE = env("LANGUAGE_CODE", "en")
LANGUAGES = [("en", _("English")), ("de", _("German"))]
LOCALE_PATHS = [BASE_DIR / "claims" / "locale"]
TIME_ZONE = env("TIME_ZONE", "UTC")
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = Path(env("STATIC_ROOT", str(VAR / "static")))
MEDIA_ROOT = Path(env("MEDIA_ROOT", str(VAR / "media")))  # exports and imports; web and worker share it
STATIC_HASHED = env_bool("STATIC_HASHED", default=not DEBUG)  # off: served as they lie in the tree, nothing collected
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if STATIC_HASHED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not STATIC_HASHED
DATA_UPLOAD_MAX_MEMORY_SIZE = 6_000_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 6_000_000

HTTPS = env_bool("HTTPS", default=False)
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env_bool("BEHIND_PROXY", default=False) else None
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"

LOG_LEVEL = env("LOG_LEVEL", "INFO").upper()
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname:<7} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        "celery.worker.strategy": {"level": "WARNING"},
        "celery.app.trace": {
            "level": "WARNING"
        },  # a line a task, the sweep's every few seconds; stages say what they did
        "trafilatura": {"level": "ERROR"},
        "htmldate": {"level": "ERROR"},
    },
}

FACTCHECK_MODEL_THREADS = int(env("MODEL_THREADS", "1"))
FACTCHECK_EMBEDDER = env("EMBEDDER_WEIGHTS")
FACTCHECK_TAGGER = env("TAGGER_WEIGHTS")
FACTCHECK_ENTAILER = env("ENTAILER_WEIGHTS")
FACTCHECK_TRUSTED_CONFIDENCE = float(env("TRUSTED_CONFIDENCE", "0.4"))
FACTCHECK_MAX_ARTICLE_CHARS = int(env("MAX_ARTICLE_CHARS", "1000000"))
FACTCHECK_MAX_UPLOAD_BYTES = int(env("MAX_UPLOAD_BYTES", "4000000"))
FACTCHECK_MAX_IMPORT_BYTES = int(env("MAX_IMPORT_BYTES", "50000000"))
FACTCHECK_STAGE_LEASE = float(env("STAGE_LEASE", "60"))
FACTCHECK_FETCH_PRIVATE_ADDRESSES = env_bool("FETCH_PRIVATE_ADDRESSES", default=False)

UNFOLD = {
    "SITE_TITLE": "Factcheck",
    "SITE_HEADER": "Factcheck",
    "SITE_SUBHEADER": "Editors",
    "SITE_SYMBOL": "fact_check",
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": lambda _request: static("desk/icon.svg")}],
    "SITE_URL": "/",
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": True,
    "SHOW_BACK_BUTTON": True,
    "BORDER_RADIUS": "4px",
    "COLORS": {
        "primary": {
            "50": "#f0f6fb",
            "100": "#dceaf6",
            "200": "#bcd6ec",
            "300": "#9cc4ec",
            "400": "#7fb0da",
            "500": "#6ba3d3",
            "600": "#1f4e79",
            "700": "#1b4468",
            "800": "#173957",
            "900": "#132f47",
            "950": "#0c1e2e",
        }
    },
    "STYLES": [lambda _request: static("panel/panel.css")],
    "SIDEBAR": {"navigation": "claims.admin.navigation.sidebar"},
    "DASHBOARD_CALLBACK": "claims.admin.navigation.waiting",
}
