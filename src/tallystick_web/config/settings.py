"""Every setting, in one file. What differs between installations comes from the environment and fails loudly when it is wrong.

Nothing is guessed: outside debug mode a missing secret key or host stops the start, because a default would be a hole.
"""

import tempfile
from pathlib import Path

from environs import Env

env = Env()

BASE = Path(__file__).resolve().parent.parent
DEBUG: bool = env.bool("TALLYSTICK_DEBUG", False)
STYLEGUIDE = DEBUG
HOME = Path(env.str("TALLYSTICK_HOME", str(Path.cwd() / "var"))).resolve()
HOME.mkdir(parents=True, exist_ok=True)

if DEBUG:
    SECRET_KEY = env.str("TALLYSTICK_SECRET_KEY", "only-for-debugging")
    ALLOWED_HOSTS = env.list("TALLYSTICK_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
else:
    SECRET_KEY = env.str("TALLYSTICK_SECRET_KEY")
    ALLOWED_HOSTS = env.list("TALLYSTICK_HOSTS")
CSRF_TRUSTED_ORIGINS: list[str] = env.list("TALLYSTICK_ORIGINS", [])

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "tallystick_web.accounts",  # before allauth, whose pages its templates restyle
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "tallystick_web.common",
    "tallystick_web.audit",
    "tallystick_web.councils",
    "tallystick_web.measures",
    "tallystick_web.plans",
    "tallystick_web.delivery",
    "tallystick_web.reviews",
    "tallystick_web.challenges",
    "tallystick_web.intake",
    "tallystick_web.reports",
    "tallystick_web.publishing",
    "tallystick_web.record",
    "tallystick_web.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "tallystick_web.config.middleware.access",  # before the next one, which reads the whole body
    "django.middleware.csrf.CsrfViewMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

CSRF_FAILURE_VIEW = "tallystick_web.common.views.csrf_failure"

ROOT_URLCONF = "tallystick_web.config.urls"
WSGI_APPLICATION = "tallystick_web.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tallystick_web.common.context.shell",
            ],
            "builtins": ["tallystick_web.common.templatetags.tallystick"],
        },
    },
]
FORM_RENDERER = "tallystick_web.common.forms.Renderer"

# Acknowledged means durable: SQLite writes ahead and syncs fully, and takes its lock when a transaction begins, so that two
# writers queue instead of failing half-way.
DATABASES = {
    "default": env.dj_db_url(
        "TALLYSTICK_DATABASE_URL", f"sqlite:///{HOME / 'tallystick.sqlite3'}", conn_max_age=60, conn_health_checks=True
    ),
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
# What was worked out for the pages, shared by the processes of one machine. Everything in it can be worked out again.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": HOME / "cache",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False

STATIC_URL = "static/"
STATIC_ROOT = None if DEBUG else HOME / "static"  # while debugging they are found where they lie
MEDIA_ROOT = HOME / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage",
    },
}
WHITENOISE_USE_FINDERS = DEBUG
FILE_UPLOAD_HANDLERS = [
    "tallystick_web.common.uploads.Quota",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_TEMP_DIR = tempfile.gettempdir()
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "tallystick_web.accounts.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses are vouched for by the performance team that adds the person
MFA_TOTP_ISSUER = "Tallystick"
MFA_TOTP_TOLERANCE = 1  # a code that changes while it is typed, or a clock half a minute off (RFC 6238, 5.2)

EMAIL_TIMEOUT: int = env.int("TALLYSTICK_MAIL_TIMEOUT", 20)
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
DEFAULT_FROM_EMAIL: str = env.str("TALLYSTICK_MAIL_FROM", "tallystick@localhost")
if mail_url := env.str("TALLYSTICK_MAIL_URL", ""):
    globals().update(
        {name: value for name, value in env.dj_email_url("TALLYSTICK_MAIL_URL", mail_url).items() if value}
    )

# Cookies and transport: strict unless the installation says that it is served without TLS (a laptop, a test).
SECURE = not env.bool("TALLYSTICK_WITHOUT_TLS", DEBUG)
# Where people find the pages, for the links of letters; by default the first of the addresses that forms may come from.
SITE: str = env.str("TALLYSTICK_URL", "").rstrip("/") or next(
    iter([*CSRF_TRUSTED_ORIGINS, *(f"http{'s' if SECURE else ''}://{host}" for host in ALLOWED_HOSTS)]), ""
)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 60 * 60
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if SECURE else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if env.bool("TALLYSTICK_BEHIND_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    # Whose attempts to sign in are counted: the visitor's, and not the proxy's, which would stop everybody at once.
    ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TALLYSTICK_PROXIES", 1)

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env.str("TALLYSTICK_LOG_LEVEL", "WARNING")},
}
