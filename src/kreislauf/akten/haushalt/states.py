"""Legal circles, and the stages of an import."""

from django.db import models


class Rechtskreis(models.TextChoices):
    """R1–R7; values as the facts of recht name them."""

    SGB2 = "sgb2", "SGB II (Jobcenter)"
    BKGG_KINDERZUSCHLAG = "bkgg_kinderzuschlag", "Kinderzuschlag (§ 6b BKGG)"
    BKGG_WOHNGELD = "bkgg_wohngeld", "Wohngeld (§ 6b BKGG)"
    SGB12_KAP3 = "sgb12_kap3", "SGB XII, Hilfe zum Lebensunterhalt"
    SGB12_KAP4 = "sgb12_kap4", "SGB XII, Grundsicherung"
    ASYLBLG_3 = "asylblg_3", "§ 3 AsylbLG"
    ASYLBLG_2 = "asylblg_2", "§ 2 AsylbLG"


class Importstand(models.TextChoices):
    GEPRUEFT = "geprueft", "geprüft, noch nicht übernommen"
    UEBERNOMMEN = "uebernommen", "übernommen"
    VERWORFEN = "verworfen", "verworfen"


IMPORT_TRANSITIONS = {
    ("confirm", Importstand.GEPRUEFT): Importstand.UEBERNOMMEN,
    ("reject", Importstand.GEPRUEFT): Importstand.VERWORFEN,
}
