"""News of this app; apps above receive them in `AppConfig.ready`, in the same transaction."""

from django.dispatch import Signal

bescheid_decided = Signal()  # bescheid, actor, at: lines stand, not yet effective
bescheid_announced = Signal()  # bescheid, actor, at: its lines are effective from `bescheid.bekanntgabe`
zeile_superseded = Signal()  # zeile, actor, at: `zeile.unwirksam_ab` is set; what is open must stop
bescheid_returned = Signal()  # bescheid, actor, at: it will never be effective; undo what waited for it
