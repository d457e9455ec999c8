"""Run with the product's settings: signs in each demo person and prints role → session key as JSON."""

import json
import sys
import time
from importlib import import_module

import django

django.setup()

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from kreislauf.foundation.access.context import handeln_als_system
from kreislauf.foundation.accounts.models import Zustaendigkeit

SessionStore = import_module(settings.SESSION_ENGINE).SessionStore
je_rolle: dict[str, str] = {}
with handeln_als_system():
    for zustaendigkeit in Zustaendigkeit.objects.select_related("user").order_by("beginn", "pk"):
        if zustaendigkeit.rolle not in je_rolle:
            sitzung = SessionStore()
            sitzung[SESSION_KEY] = str(zustaendigkeit.user.pk)
            sitzung[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
            sitzung[HASH_SESSION_KEY] = zustaendigkeit.user.get_session_auth_hash()
            # As a moment after signing in with the password, for the whole run: pages that ask for it again open.
            methode = {"method": "password", "at": time.time() + 3600, "reauthenticated": True}
            sitzung["account_authentication_methods"] = [methode]
            sitzung["account_authentication_methods_user"] = str(zustaendigkeit.user.pk)
            sitzung.save()
            je_rolle[zustaendigkeit.rolle] = sitzung.session_key
sys.stdout.write(json.dumps(je_rolle))
