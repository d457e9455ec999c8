"""News of this app; apps above receive them in `AppConfig.ready`, in the same transaction."""

from django.dispatch import Signal

antrag_registered = Signal()  # antrag, eingang (or None), actor, at: take over files that came with the Eingang
