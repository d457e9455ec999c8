"""News of this app; apps above receive them in `AppConfig.ready`."""

from django.dispatch import Signal

person_merging = Signal()  # alt, neu: move your rows from one to the other, in the same transaction; raise to refuse
