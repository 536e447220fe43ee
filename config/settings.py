"""All of Lantern's settings, in one file, read from top to bottom."""

from pathlib import Path
from typing import Any

from config import env, home, logs

BASE_DIR = Path(__file__).resolve().parent.parent

# --- The place where everything is kept ---------------------------------------------------

LANTERN_HOME = home.prepare(env.path("LANTERN_HOME", default=BASE_DIR / "var"))
LANTERN_DEMO = env.boolean("LANTERN_DEMO", default=False)
# A file that tells the demonstration which time it is; see lantern.core.clock.
LANTERN_DEMO_CLOCK = env.path("LANTERN_DEMO_CLOCK", default=LANTERN_HOME / "clock")
DEBUG = env.boolean("LANTERN_DEBUG", default=False)
SECRET_KEY = env.secret("LANTERN_SECRET_KEY") or home.secret_key(LANTERN_HOME)

# --- Who may reach it, and how ------------------------------------------------------------

LOOPBACK_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = env.items("LANTERN_ALLOWED_HOSTS", default=LOOPBACK_HOSTS)
# Anything reachable from another machine is reached over TLS unless somebody says otherwise,
# and then a system check refuses to start.
LANTERN_HTTPS = env.boolean("LANTERN_HTTPS", default=not set(ALLOWED_HOSTS) <= set(LOOPBACK_HOSTS))
LANTERN_TRUST_PROXY = env.boolean("LANTERN_TRUST_PROXY", default=False)
if LANTERN_TRUST_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# Where the links in messages lead.
LANTERN_ADDRESS = env.text("LANTERN_ADDRESS", default="http://127.0.0.1:8000")
CSRF_TRUSTED_ORIGINS = env.items("LANTERN_TRUSTED_ORIGINS", default=[])

# --- What it is made of -------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "lantern.audit",
    "lantern.agencies",
    "lantern.accounts",
    "lantern.access",
    "lantern.notifications",
    "lantern.agreements",
    "lantern.people",
    "lantern.placements",
    "lantern.episodes",
    "lantern.plans",
    "lantern.risk",
    "lantern.meetings",
    "lantern.returns",
    "lantern.duties",
    "lantern.referrals",
    "lantern.interviews",
    "lantern.support",
    "lantern.follow_up",
    "lantern.simulation",
    "lantern.intake",
    "lantern.apps.LanternConfig",
]

MIDDLEWARE = [
    "lantern.web.middleware.requests_logged",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "lantern.web.middleware.private_pages",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "lantern.web.sessions.IdleSessions",
    "lantern.web.middleware.session_lasts_while_used",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "lantern.web.actors.Actors",
    "axes.middleware.AxesMiddleware",
    "lantern.web.errors.DomainErrors",
]
CSRF_FAILURE_VIEW = "lantern.web.errors.stale_form"

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Records ------------------------------------------------------------------------------

DATABASES: dict[str, dict[str, Any]] = {
    "default": {
        **env.database("DATABASE_URL", default=f"sqlite:///{LANTERN_HOME / 'lantern.sqlite3'}"),
        "CONN_HEALTH_CHECKS": True,
    }
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Writers queue instead of failing: a transaction takes its lock when it begins.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        # Seconds that a writer waits its turn: less than a web process has to answer.
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
        "PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    # Our queries read little by many paths. Compiling one takes ten times as long as running it.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")

MEDIA_ROOT = LANTERN_HOME / "media"
# After so many months a photograph of a child is said to be old (RF-010).
LANTERN_PHOTOGRAPH_MONTHS = env.integer("LANTERN_PHOTOGRAPH_MONTHS", default=12, least=1)
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "lantern.web.uploads.Bounded",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

# --- Pages --------------------------------------------------------------------------------

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "lantern" / "web" / "templates"],
        "OPTIONS": {"environment": "config.templates.environment"},
    },
]
STATIC_URL = "/assets/"
STATIC_ROOT = LANTERN_HOME / "assets"
STATICFILES_DIRS = [BASE_DIR / "build" / "assets"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False

# --- Signing in ---------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign-in"

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_LOCKOUT_CALLABLE = "lantern.web.accounts.views.signing.locked_out"

LANTERN_SESSION_MINUTES = env.integer("LANTERN_SESSION_MINUTES", default=30, least=1)
# Kept for a while after it has ended (lantern.web.sessions ends it), so that what its owner was
# sending can be given back to them and to nobody else.
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "lantern_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = LANTERN_HTTPS
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_COOKIE_NAME = "lantern_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_SECURE = LANTERN_HTTPS

# --- What a browser may do with a page ----------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if LANTERN_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = LANTERN_HTTPS

# --- Telling people -----------------------------------------------------------------------

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.text("LANTERN_EMAIL_HOST", default="localhost" if not LANTERN_DEMO else "")
if not EMAIL_HOST:
    # A demonstration with no mail server leaves its messages in a folder, to be looked at.
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = LANTERN_HOME / "mail"
EMAIL_PORT = env.integer("LANTERN_EMAIL_PORT", default=25, least=1)
EMAIL_HOST_USER = env.text("LANTERN_EMAIL_USER", default="")
EMAIL_HOST_PASSWORD = env.secret("LANTERN_EMAIL_PASSWORD")
EMAIL_USE_TLS = env.boolean("LANTERN_EMAIL_TLS", default=False)
EMAIL_TIMEOUT = env.integer("LANTERN_EMAIL_TIMEOUT_SECONDS", default=20, least=1)
# Whom people ask for help with Lantern: a name, a telephone number or an address.
LANTERN_CONTACT = env.text("LANTERN_CONTACT", default="")
DEFAULT_FROM_EMAIL = env.text("LANTERN_EMAIL_FROM", default="lantern@example.org")
# Nobody is mailed a traceback: it can hold what somebody typed about a child.
ADMINS: list[tuple[str, str]] = []
MANAGERS: list[tuple[str, str]] = []

# --- Logs, which never hold personal data -------------------------------------------------

DEFAULT_EXCEPTION_REPORTER_FILTER = "config.logs.NothingPersonal"
LOGGING_CONFIG = None
logs.begin(level=env.text("LANTERN_LOG_LEVEL", default="INFO"))
