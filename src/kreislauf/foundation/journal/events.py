"""News of the journal: apps above hear of every act, in its transaction."""

from django.dispatch import Signal

act_recorded = Signal()  # act, obj, at: the act's rows are written, its transaction is still open
