"""The seven benefits as an OpenFisca package, written from the fact base; runs in `.venv-bench` only.

Started by `bench.recht`: reads child-months, writes decisions and amounts, prints seconds and memory as JSON. Law of one
month (2026-08, the month in which all seven have something to decide), as OpenFisca computes month by month; the
conditions are variables, so the reasons are computed too.
"""

import gc
import json
import pathlib
import sys
import time

import numpy as np
import pandas as pd
from openfisca_core import entities, periods, taxbenefitsystems, variables
from openfisca_core.simulation_builder import SimulationBuilder

Kind = entities.Entity("kind", "kinder", "Kind", "")
M = periods.DateUnit.MONTH
DATUM = "datetime64[D]"
NIE = np.datetime64("9999-12-31")

EINGABEN = {
    "kreis": int, "einrichtung": int, "verguetung": bool, "einschraenkung": bool, "aufnahme_art": int, "mittag_ort": int,
    "mittag_vertrag": bool, "mittag_gemeinsam": bool, "naechste": bool, "profil": bool, "bestaetigt": bool,
    "hat_teilhabe": bool, "hat_mittag": bool, "hat_fahrt": bool, "hat_ausflug": bool, "hat_weg": bool, "hat_lern": bool,
    "teilhabe_kosten": float, "mittag_preis": float, "mittag_anzahl": float, "fahrt_kosten": float,
    "fahrt_taschengeld": float, "ausflug_kosten": float, "eigenanteil": float, "lern_kosten": float,
    "geburt": "datum", "antrag": "datum", "bezug_seit": "datum", "faellig": "datum", "lern_antrag": "datum",
    "aufnahme": "datum", "erster_schultag": "datum", "halbjahr": "datum",
}  # fmt: skip
SGB2, KIZ, WOHNGELD, KAP3, KAP4, ASYL3, ASYL2, KEINER = range(8)
SCHULE, KITA, TAGESPFLEGE, KEINE = range(4)
O_SCHULE, O_KITA, O_HORT, O_TAGESPFLEGE = range(4)


def _eingabe(name, art):
    import datetime

    felder = {"entity": Kind, "definition_period": M, "label": name}
    if art == "datum":
        felder |= {"value_type": datetime.date, "default_value": datetime.date(9999, 12, 31)}
    else:
        felder |= {"value_type": art}
    return type(name, (variables.Variable,), felder)


def _formel(name, art, rechne):
    """A variable with a formula; `rechne(v, monat)` gets a reader of other variables."""

    def formula(population, period, parameters):
        def v(welche):
            return population(welche, period)

        return rechne(v, np.datetime64(f"{period.start.year:04d}-{period.start.month:02d}-01"))

    return type(name, (variables.Variable,), {
        "entity": Kind, "definition_period": M, "label": name, "value_type": art, "formula": formula,
    })  # fmt: skip


def _plus(monat, monate):
    return (monat.astype("datetime64[M]") + monate).astype(DATUM)


def _im_bkgg(v, m):
    return np.isin(v("kreis"), (KIZ, WOHNGELD))


def _mit_25(v, m):
    return np.isin(v("kreis"), (SGB2, KIZ, WOHNGELD))


def _berechtigt(v, m):
    return (v("kreis") != KEINER) & (v("geburt") < _plus(m, 1))


def _wird_25(v, m):
    return (v("kreis") == SGB2) & (v("geburt") > _plus(m, -300)) & (v("geburt") < _plus(m, -299))


def _verjaehrt(v, m):
    return _im_bkgg(v, m) & (v("antrag") != NIE) & (v("antrag") >= _plus(m, 13))


def _spaet(v, m):
    return (v("antrag") != NIE) & (v("antrag") >= _plus(m, 1))


def _schueler(v):
    return v("ist_schueler") & v("unter_grenze") & v("ohne_verguetung")


def _zweifel(v):
    return v("einschraenkung_asyl") | v("ab_25_asyl") | v("verguetung_ohne_regel")


def _entscheide(hat, gut, vorbehalt, zweifel):
    """-1 no need, 0 no, 1 yes, 2 person, 4 proposed no."""
    return np.where(~hat, -1, np.where(~gut, 0, np.where(vorbehalt, 4, np.where(zweifel, 2, 1))))


FORMELN = {
    "im_bkgg": (bool, _im_bkgg),
    "mit_25": (bool, _mit_25),
    "leistungsberechtigt": (bool, _berechtigt),
    "im_bezug": (bool, lambda v, m: (v("bezug_seit") == NIE) | (v("bezug_seit") < _plus(m, 1))),
    "ist_schueler": (bool, lambda v, m: v("einrichtung") == SCHULE),
    "unter_18": (bool, lambda v, m: v("geburt") > _plus(m, -216)),
    "unter_grenze": (bool, lambda v, m: (v("geburt") > _plus(m, -300)) | ~v("mit_25")),
    "ohne_verguetung": (bool, lambda v, m: ~v("verguetung") | ~v("mit_25")),
    "wird_25": (bool, _wird_25),
    "verjaehrt": (bool, _verjaehrt),
    "antrag_spaet": (bool, _spaet),
    "im_asyl": (bool, lambda v, m: np.isin(v("kreis"), (ASYL3, ASYL2))),
    "einschraenkung_asyl": (bool, lambda v, m: v("einschraenkung") & v("im_asyl")),
    "ab_25_asyl": (bool, lambda v, m: v("im_asyl") & ~(v("geburt") > _plus(m, -300))),
    "verguetung_ohne_regel": (bool, lambda v, m: v("verguetung") & np.isin(v("kreis"), (KAP3, KAP4, ASYL3, ASYL2))),
    "spaet_in_bkgg": (bool, lambda v, m: v("antrag_spaet") & v("im_bkgg")),
    "grund": (bool, lambda v, m: v("leistungsberechtigt") & v("im_bezug")),
    "teilhabe_aufwendungen": (bool, lambda v, m: v("teilhabe_kosten") > 0),
    "teilhabe_ausserhalb_kap4": (bool, lambda v, m: v("kreis") != KAP4),
    "teilhabe_entscheidung": (int, lambda v, m: _entscheide(
        v("hat_teilhabe"),
        v("grund") & v("teilhabe_ausserhalb_kap4") & v("unter_18") & v("teilhabe_aufwendungen"),
        v("verjaehrt"), v("einschraenkung_asyl") | v("spaet_in_bkgg"))),
    "teilhabe": (float, lambda v, m: np.where(v("teilhabe_entscheidung") == 1, 15.0, 0.0)),
    "mittag_einrichtung": (bool, lambda v, m: v("einrichtung") != KEINE),
    "mittag_hort": (bool, lambda v, m: v("ist_schueler") & (v("mittag_ort") == O_HORT)),
    "mittag_hort_umfasst": (bool, lambda v, m: ~v("mittag_hort") | v("mittag_vertrag")),
    "mittag_aufwendungen": (bool, lambda v, m: (v("mittag_preis") > 0) & (v("mittag_anzahl") > 0)),
    "mittag_ort_passt": (bool, lambda v, m: v("mittag_hort")
        | ((v("einrichtung") == SCHULE) & (v("mittag_ort") == O_SCHULE))
        | ((v("einrichtung") == KITA) & (v("mittag_ort") == O_KITA))
        | ((v("einrichtung") == TAGESPFLEGE) & (v("mittag_ort") == O_TAGESPFLEGE))),
    "mittagsverpflegung_entscheidung": (int, lambda v, m: _entscheide(
        v("hat_mittag"),
        v("grund") & v("mittag_einrichtung") & v("unter_grenze") & v("ohne_verguetung") & v("mittag_hort_umfasst")
        & v("mittag_gemeinsam") & v("mittag_aufwendungen"),
        v("verjaehrt"), _zweifel(v) | v("spaet_in_bkgg") | v("wird_25") | ~v("mittag_ort_passt"))),
    "mittagsverpflegung": (float, lambda v, m: np.where(
        v("mittagsverpflegung_entscheidung") == 1, np.round(v("mittag_preis") * v("mittag_anzahl"), 2), 0.0)),
    "fahrt_einrichtung": (bool, lambda v, m: v("einrichtung") != KEINE),
    "fahrt_wer": (bool, lambda v, m: v("grund") & v("fahrt_einrichtung") & v("unter_grenze") & v("ohne_verguetung")),
    "fahrt_zweifel": (bool, lambda v, m: _zweifel(v) | v("spaet_in_bkgg") | v("wird_25")),
    "fahrt_faellig": (bool, lambda v, m: (v("faellig") >= m) & (v("faellig") < _plus(m, 1))),
    "fahrt_vor_bezug": (bool, lambda v, m: (v("bezug_seit") != NIE) & (v("faellig") < v("bezug_seit"))),
    "klassenfahrt_entscheidung": (int, lambda v, m: _entscheide(
        v("hat_fahrt"), v("fahrt_wer") & v("fahrt_faellig") & (v("fahrt_kosten") - v("fahrt_taschengeld") > 0.001),
        v("verjaehrt"), v("fahrt_zweifel") | v("fahrt_vor_bezug"))),
    "klassenfahrt": (float, lambda v, m: np.where(
        v("klassenfahrt_entscheidung") == 1, v("fahrt_kosten") - v("fahrt_taschengeld"), 0.0)),
    "ausflug_entscheidung": (int, lambda v, m: _entscheide(
        v("hat_ausflug"), v("fahrt_wer") & (v("ausflug_kosten") > 0), v("verjaehrt"), v("fahrt_zweifel"))),
    "ausflug": (float, lambda v, m: np.where(v("ausflug_entscheidung") == 1, v("ausflug_kosten"), 0.0)),
    "weg_naechste": (bool, lambda v, m: v("naechste") | v("profil")),
    "schuelerbefoerderung_entscheidung": (int, lambda v, m: _entscheide(
        v("hat_weg"), v("grund") & _schueler(v) & v("weg_naechste") & (v("eigenanteil") > 0),
        v("verjaehrt"), _zweifel(v) | v("wird_25"))),
    "schuelerbefoerderung": (float, lambda v, m: np.where(
        v("schuelerbefoerderung_entscheidung") == 1, v("eigenanteil"), 0.0)),
    "lern_ohne": (bool, lambda v, m: ~v("im_bkgg") & (v("lern_antrag") == NIE)),
    "lern_vor": (bool, lambda v, m: np.where(
        v("im_bkgg") & (v("lern_antrag") == NIE),
        (v("antrag") != NIE) & (v("antrag") >= _plus(m, 1)),
        (v("lern_antrag") != NIE) & (v("lern_antrag") >= _plus(m, 1)))),
    "lern_auslegung": (bool, lambda v, m: v("lern_ohne") & (v("antrag") != NIE)),
    "lernfoerderung_entscheidung": (int, lambda v, m: _entscheide(
        v("hat_lern"),
        v("grund") & _schueler(v) & v("bestaetigt") & (v("lern_kosten") > 0) & (~v("lern_ohne") | v("lern_auslegung"))
        & ~(v("lern_vor") & (v("kreis") == SGB2)),
        v("verjaehrt"), _zweifel(v) | v("wird_25") | (v("lern_vor") & (v("kreis") != SGB2)) | v("lern_auslegung"))),
    "lernfoerderung": (float, lambda v, m: np.where(v("lernfoerderung_entscheidung") == 1, v("lern_kosten"), 0.0)),
    "sb_beginn_bekannt": (bool, lambda v, m: v("erster_schultag").astype("datetime64[Y]") == m.astype("datetime64[Y]")),
    "sb_beginn_im_monat": (bool, lambda v, m: (v("erster_schultag") >= m) & (v("erster_schultag") < _plus(m, 1))),
    "sb_beginn_vorher": (bool, lambda v, m: v("sb_beginn_bekannt") & (v("erster_schultag") < m)),
    "sb_aufnahme": (bool, lambda v, m: (v("aufnahme") >= m) & (v("aufnahme") < _plus(m, 1))
        & ((v("aufnahme") > m) | ~v("mit_25"))),
    "sb_spaeter": (bool, lambda v, m: (v("aufnahme") != NIE) & (v("aufnahme") >= _plus(m, 1))),
    "sb_einschulung": (bool, lambda v, m: v("sb_beginn_bekannt") & (v("aufnahme") <= v("erster_schultag"))
        & (v("aufnahme") >= m)),
    "sb_halbjahr_im_monat": (bool, lambda v, m: (v("halbjahr") >= m) & (v("halbjahr") < _plus(m, 1))),
    "sb_anwesend": (bool, lambda v, m: (~v("sb_spaeter") & (~v("sb_aufnahme") | ~v("mit_25"))) | v("sb_einschulung")),
    "sb_erste": (bool, lambda v, m: v("sb_aufnahme") & ~v("sb_einschulung") & (v("aufnahme_art") == 0)),
    "sb_wieder": (bool, lambda v, m: v("sb_aufnahme") & ~v("sb_einschulung") & (v("aufnahme_art") != 0)),
    "sb_x1_regel": (bool, lambda v, m: (v("mit_25") | v("sb_beginn_im_monat")) & v("sb_anwesend")),
    "sb_x2": (bool, lambda v, m: ~v("mit_25") & v("sb_halbjahr_im_monat") & v("sb_anwesend")),
    "sb_spaet": (bool, lambda v, m: v("sb_erste") & v("sb_beginn_vorher")),
    "sb_x1": (bool, lambda v, m: v("sb_x1_regel") | v("sb_spaet")),
    "sb_offen": (bool, lambda v, m: (v("sb_erste") & v("mit_25") & ~v("sb_beginn_vorher"))
        | (v("sb_wieder") & ~v("sb_x1_regel") & ~v("sb_x2"))
        | (v("sb_spaeter") & (((v("aufnahme_art") != 0) & ~v("sb_x1_regel")
              & (v("mit_25") | v("sb_beginn_im_monat") | v("sb_halbjahr_im_monat")))
            | ((v("aufnahme_art") == 0) & v("mit_25") & ~v("sb_beginn_bekannt") & (v("aufnahme") < _plus(m, 2)))))),
    "sb_kalender_fehlt": (bool, lambda v, m: ~v("mit_25") & ~v("sb_beginn_bekannt")),
    "sb_im_monat": (bool, lambda v, m: (v("bezug_seit") != NIE) & (v("bezug_seit") > m)),
    "sb_stichtag": (bool, lambda v, m: (v("bezug_seit") == NIE) | (v("bezug_seit") <= m) | v("sb_spaet")
        | ~v("mit_25")),
    "schulbedarf_entscheidung": (int, lambda v, m: _entscheide(
        v("geburt") != NIE,
        v("grund") & v("sb_stichtag") & _schueler(v)
        & (v("sb_x1") | v("sb_x2") | v("sb_offen") | v("sb_kalender_fehlt")),
        v("verjaehrt"),
        _zweifel(v) | v("sb_kalender_fehlt") | v("sb_offen") | (v("wird_25") & v("sb_spaet"))
        | (v("sb_im_monat") & (~v("mit_25") | (v("sb_spaet") & (v("bezug_seit") > v("aufnahme"))))))),
    "schulbedarf": (float, lambda v, m: np.where(
        v("schulbedarf_entscheidung") == 1, 130.0 * v("sb_x1") + 65.0 * v("sb_x2"), 0.0)),
}  # fmt: skip
LEISTUNGEN = (
    "schulbedarf", "teilhabe", "mittagsverpflegung", "klassenfahrt", "ausflug", "schuelerbefoerderung", "lernfoerderung",
)  # fmt: skip


def system():
    """The tax-benefit system with all inputs and formulas."""
    ganzes = taxbenefitsystems.TaxBenefitSystem([Kind])
    for name, art in EINGABEN.items():
        ganzes.add_variable(_eingabe(name, art))
    for name, (art, rechne) in FORMELN.items():
        ganzes.add_variable(_formel(name, art, rechne))
    return ganzes


def rechne(ganzes, tabelle, anzahl, monat):
    """Amounts and decisions of all seven benefits, with every condition as a variable."""
    simulation = SimulationBuilder().build_default_simulation(ganzes, anzahl)
    for name in EINGABEN:
        simulation.set_input(name, monat, tabelle[name])
    ergebnis = {name: simulation.calculate(name, monat) for name in LEISTUNGEN}
    ergebnis |= {f"{name}_entscheidung": simulation.calculate(f"{name}_entscheidung", monat) for name in LEISTUNGEN}
    return ergebnis


def _spalte(werte, art):
    if art == "datum":
        return werte.to_numpy(dtype=str).astype(DATUM)
    return werte.to_numpy().astype(art)


def _kb(feld):
    zeilen = pathlib.Path("/proc/self/status").read_text().splitlines()
    return next(int(zeile.split()[1]) for zeile in zeilen if zeile.startswith(feld))


def main(pfad, ausgabe, monat, laeufe):
    roh = pd.read_csv(pfad)
    tabelle = {name: _spalte(roh[name], art) for name, art in EINGABEN.items()}
    del roh
    anzahl, ganzes = len(tabelle["kreis"]), system()
    klein = {name: werte[:100] for name, werte in tabelle.items()}
    rechne(ganzes, klein, 100, monat)
    gc.collect()
    pathlib.Path("/proc/self/clear_refs").write_text("5")
    vorher = _kb("VmRSS")
    zeiten = []
    for _ in range(int(laeufe)):
        beginn = time.process_time()
        ergebnis = rechne(ganzes, tabelle, anzahl, monat)
        zeiten.append(time.process_time() - beginn)
    nachher = _kb("VmHWM")
    eins = {name: werte[:1] for name, werte in tabelle.items()}
    beginn = time.process_time()
    for _ in range(20):
        rechne(ganzes, eins, 1, monat)
    einzeln = (time.process_time() - beginn) / 20
    pd.DataFrame({name: werte.astype(float) for name, werte in ergebnis.items()}).to_csv(ausgabe, index=False)
    print(json.dumps({"sekunden": zeiten, "kb_vorher": vorher, "kb_nachher": nachher, "einzeln": einzeln}))


if __name__ == "__main__":
    main(*sys.argv[1:])
