"""What the sources give to the navigation."""

from kreislauf.foundation.ui import navigation


def anschliessen() -> None:
    """Register everything; called once when Django is ready."""
    eintrag = navigation.Eintrag("Quellen", "oparl_eingang:quellen", lambda r: r.darf("ratsquelle", "lesen"), 45)
    navigation.register(eintrag)
