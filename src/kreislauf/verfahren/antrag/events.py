"""News of this app; apps above receive them in `AppConfig.ready`, in the same transaction."""

from django.dispatch import Signal

antrag_registered = Signal()  # antrag, eingang (or None), actor, at: take over files that came with the Eingang
eingang_assigned = Signal()  # eingang, fallakte, actor, at: answers are lists of the documents made of its files
eingang_files = Signal()  # eingang: answers are lists of (name, address, is a picture) of what came with it
