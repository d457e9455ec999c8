"""How the portal is put together: apps, middleware and templates, for its own process and for tests of its pages."""

import os

from kreislauf.project import orte

# The portal's process loads no table of the inside, not even its code: a hole here leads nowhere.
INSTALLED_APPS = ["kreislauf.portal", "django.contrib.staticfiles", "django.forms", "csp"]
CSRF_FAILURE_VIEW = "kreislauf.portal.views.seitenfehler_403"
AUTH_USER_MODEL = "auth.User"  # never loaded

ROOT_URLCONF = "kreislauf.project.urls_portal"
MIDDLEWARE = [
    "kreislauf.portal.kopfzeilen.KopfzeilenMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "kreislauf.portal.kopfzeilen.GroessenMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [orte.QUELLE / "foundation" / "ui" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "libraries": {"ui": "kreislauf.foundation.ui.templatetags.ui"},
            "context_processors": [
                "django.template.context_processors.request",
                "kreislauf.portal.context.seite",
            ],
        },
    }
]

PORTAL_PROXYS = int(os.environ.get("KREISLAUF_PORTAL_PROXYS", "0"))  # the county's own, in front of the portal
PORTAL_ENTWURF_TAGE = int(os.environ.get("KREISLAUF_PORTAL_ENTWURF_TAGE", "28"))  # product default [P], at most 90
