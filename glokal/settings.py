"""All settings of Glokal; what differs between places comes from the environment (docs/operations.md)."""

from importlib.util import find_spec

import django_stubs_ext
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from glokal.database import database
from glokal.environment import BASE_DIR, VAR_DIR, env, mailers, required

# lets annotations such as Paginator[Document] run
django_stubs_ext.monkeypatch()

DEMO = env.bool("GLOKAL_DEMO", default=False)
BENCH = env.bool("GLOKAL_BENCH", default=False)
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = required("SECRET_KEY", demo=None)
SITE_URL = required("SITE_URL", demo=f"http://localhost:{env.int('PORT', default=8000)}").rstrip("/")
SITE_NAME = "Glokal"
ALLOWED_HOSTS = required("ALLOWED_HOSTS", demo="localhost,127.0.0.1,[::1]").split(",")
HTTPS = SITE_URL.startswith("https://")

INSTALLED_APPS = [
    "glokal",
    "exchange",
    "matching",
    "enquiries",
    "alerts",
    "radar",
    "events",
    "listings",
    "companies",
    "institutions",
    "organisations",
    "publishing",
    "search",
    "accounts",
    "bilingual",
    "modeltranslation",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.forms",
    "django_filters",
    "procrastinate.contrib.django",
]
if find_spec("django_linear_migrations"):
    INSTALLED_APPS.append("django_linear_migrations")

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # pads its answers, so that their length tells nothing of a token (BREACH)
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.PreferredLanguageMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
]

ROOT_URLCONF = "glokal.urls"
WSGI_APPLICATION = "glokal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "bilingual.context_processors.languages",
                "glokal.context_processors.site",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "bilingual.templatetags.bilingual",
                "glokal.templatetags.components",
            ],
        },
    }
]
FORM_RENDERER = "glokal.renderers.ComponentRenderer"

DATABASES = {"default": database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "glokal_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
MAILERS = mailers()
PROCRASTINATE_ON_APP_READY = "accounts.jobs.join_transactions"
DEFAULT_FROM_EMAIL = required("DEFAULT_FROM_EMAIL", demo="Glokal <noreply@example.org>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

LANGUAGE_CODE = "de"
LANGUAGES = [("de", "Deutsch"), ("cs", "Čeština")]
# our own words for what allauth and Django say informally, not at all, or wrongly
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "translations" / "packages"]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
TIME_ZONE = "Europe/Berlin"
USE_TZ = True
MODELTRANSLATION_LANGUAGES = ("de", "cs")
MODELTRANSLATION_DEFAULT_LANGUAGE = "de"
MODELTRANSLATION_ENABLE_FALLBACKS = False
JQUERY_UI_URL = "vendor/jquery-ui/jquery-ui.min.js"  # of the language tabs in the admin

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.InboxBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "accounts.passwords.StrengthValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "workspace"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.forms.SignupForm"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
# of allauth, which counts everywhere in the same way
ACCOUNT_RATE_LIMITS = {"suggest_term": "10/h/ip"}
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_CHANGE = True
MFA_FORMS = {"add_webauthn": "accounts.key_forms.AddKeyForm", "edit_webauthn": "accounts.key_forms.EditKeyForm"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = SITE_NAME
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
STAFF_SECOND_FACTOR = not DEMO

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "glokal.views.errors.csrf_failure"
LANGUAGE_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
if env.int("TRUSTED_PROXY_COUNT", default=0):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

ROBOTS_INDEX = not DEMO
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        # procrastinate's information lines would carry the arguments of jobs
        "procrastinate": {"level": "WARNING"},
        "django.request": {"level": "ERROR"},
    },
}
COUNTRIES = [("DE", _("Germany")), ("CZ", _("Czechia"))]
