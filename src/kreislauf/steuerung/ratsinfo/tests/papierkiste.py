"""Own papers in several systems of numbers, and which of them belong together."""

from datetime import date

from kreislauf.steuerung.ratsinfo.zuordnungsregeln import Papier, eben

# key | number | kind | subject | day | mover | numbers that the text names
_ERSTE = """
a1|VII-A-02251|Antrag|Ganztag an Förderschulen ausbauen|2021-03-01|Fraktion Grüne|
a2|VII-A-02251-VSP-01|Verwaltungsstandpunkt|Ganztag an Förderschulen ausbauen|2021-06-10|Dezernat Jugend|VII-A-02251
a3|VII-A-02251-NF-02|Neufassung|Ganztag an Förderschulen ausbauen|2021-07-01|Fraktion Grüne|
a4|VII-A-02251-ÄA-03|Änderungsantrag|Ganztag an Förderschulen ausbauen|2021-07-08|Fraktion Linke|VII-A-02251
a5||Antrag|Ganztag an Förderschulen ausbauen|2021-03-01|Fraktion Grüne|
b1|V/0064/2015|Beschlussvorlage|Jugendhilfeplanung: Teilplan Kindertagesbetreuung|2015-02-03|Jugendamt|
b2|V 64/2015|Beschlussvorlage|Teilplan Kindertagesbetreuung der Jugendhilfeplanung|2015-02-03|Jugendamt|
b3|V/0311/2015|Berichtsvorlage|Umsetzungsbericht: Jugendhilfeplanung: Teilplan Kindertagesbetreuung|2015-11-03|Jugendamt|V/0064/2015
c1|SV-10-0391|Beschlussvorlage|Schulsozialarbeit an Berufskollegs verstetigen|2023-05-02|Amt 51|
c2|SV-10-0391/1|Beschlussvorlage|Schulsozialarbeit an Berufskollegs verstetigen|2023-06-12|Amt 51|
c3|SV-10-0898|Berichtsvorlage|Sachstandsbericht zur Schulsozialarbeit an Berufskollegs|2024-05-21|Amt 51|SV-10-0391
d1|2023/0381|Anfrage|Anfrage: Wartezeiten in der Erziehungsberatung|2023-09-04|CDU-Fraktion|
d2|2023/0455|Antwort|Antwort auf die Anfrage Wartezeiten in der Erziehungsberatung|2023-10-09|Der Landrat|2023/0381
d3||Anfrage|Anfrage: Wartezeiten in der Erziehungsberatung|2023-09-04||
e1|DrS/2023/064|Antrag|Frauenhaus: Plätze für Mütter mit mehreren Kindern|2023-02-20|SPD-Fraktion|
e2|DrS/2023/064-1|Antrag|Frauenhaus: Plätze für Mütter mit mehreren Kindern|2023-03-06|SPD-Fraktion|
e3|DrS/2023/098|Stellungnahme|Stellungnahme der Verwaltung zum Antrag Frauenhaus: Plätze für Mütter mit mehreren Kindern|2023-04-17|FB 50|DrS/2023/064
f1|0186/2023|Beschlussvorlage|Haushaltssatzung 2024|2023-10-01|Kämmerei|
f2|0186/2024|Beschlussvorlage|Haushaltssatzung 2025|2024-10-01|Kämmerei|
f3|V/0186/2022|Antrag|Radweg an der Kreisstraße 7|2022-10-01|FDP-Fraktion|
g1||Protokoll|Niederschrift der AG nach § 78 SGB VIII Hilfen zur Erziehung|2024-02-06||
g2||Protokoll|Niederschrift der AG nach § 78 SGB VIII Hilfen zur Erziehung|2024-05-14||
h1|0456/2019|Beschlussvorlage|Familienzentrum Nordstadt einrichten|2019-03-04|Jugendamt|
h2|0456/2019-1|Beschlussvorlage|Familienzentrum Nordstadt einrichten: Ergänzung|2019-04-01|Jugendamt|
h3|0502/2020|Mitteilungsvorlage|Bericht zum Familienzentrum Nordstadt|2020-06-01|Jugendamt|0456/2019
i1|VII-F-0871|Anfrage|Notschlafplätze für junge Menschen|2022-03-01|Fraktion Grüne|
i2|VII-F-0871-AW-01|Antwort|Notschlafplätze für junge Menschen|2022-04-01|Dezernat Soziales|
i3|VII-A-07301|Antrag|Notschlafplätze für junge Wohnungslose schaffen|2022-05-17|Fraktion Grüne|VII-F-0871
"""
_ERSTE_PAARE = """
a2 a1 standpunkt|a3 a1 neufassung|a4 a1 aenderung|a5 a1 dieselbe|b2 b1 dieselbe|b3 b1 bericht|c2 c1 neufassung
c3 c1 bericht|d2 d1 antwort|d3 d1 dieselbe|e2 e1 neufassung|e3 e1 standpunkt|h2 h1 neufassung|h3 h1 bericht|i2 i1 antwort
"""
# Written before the rules were run on it, and left as it was.
_ZWEITE = """
k1|A-R0027/2023|Ratsantrag|Sprachförderung in Kindertagesstätten ausweiten|2023-01-09|Fraktion Die Linke|
k2|A-R0027/2023-ST01|Stellungnahme|Sprachförderung in Kindertagesstätten ausweiten|2023-03-01|Bildungsdezernat|
k3|BV/0199/2023|Beschlussvorlage|Ausweitung der Sprachförderung in Kindertagesstätten|2023-05-02|Bildungsdezernat|A-R0027/2023
l1|Drucksache 21-3985|Antrag|Jugendclub am Hafen erhalten|2021-11-01|SPD-Fraktion|
l2|21-3985|Antrag|Jugendclub am Hafen erhalten|2021-11-01|SPD-Fraktion|
l3|21-4120|Mitteilung|Beantwortung: Jugendclub am Hafen erhalten|2022-01-10|Bezirksamt|21-3985
m1|01313/2018/PE|Prüfantrag|Kostenfreies Mittagessen in Horten prüfen|2018-06-11|Fraktion Unabhängige|
m2|01402/2018|Bericht|Stellungnahme zum Prüfantrag kostenfreies Mittagessen in Horten|2018-09-03|Dezernat II|01313/2018/PE
n1|VO/2021/0368|Vorlage|Satzung über Kindertagespflege|2021-04-19|FB Jugend|
n2|VO/2021/0368-R5|Vorlage|Satzung über Kindertagespflege|2021-06-14|FB Jugend|
n3|VO/2022/0412|Vorlage|Änderung der Satzung über Kindertagespflege|2022-05-02|FB Jugend|VO/2021/0368
o1|197/23|Antrag|Pflegekinderdienst personell stärken|2023-08-21|Gruppe Freie Wähler|
o2||Antrag|Pflegekinderdienst personell stärken (Antrag der Gruppe Freie Wähler)|2023-08-21|Freie Wähler|
o3|231/23|Mitteilungsvorlage|Stand der Umsetzung: Pflegekinderdienst personell stärken|2024-03-11|Jugendamt|
p1|D 12/2015|Beschlussvorlage|Offene Ganztagsschule Zülpich|2015-03-02|Schulamt|
p2|Z 1 / D 12/2015|Zusatz|Offene Ganztagsschule Zülpich|2015-03-20|Schulamt|D 12/2015
q1|G-16/056|Beschlussvorlage|Schulkindbetreuung: Gebühren|2016-02-23|Dezernat II|
q2|G-16/056.1|Beschlussvorlage|Schulkindbetreuung: Gebühren|2016-03-08|Dezernat II|
q3|G-16/112|Antrag|Änderungsantrag zur Schulkindbetreuung: Gebühren|2016-03-10|Fraktion SPD|G-16/056
r1|2026/0354|Informationsvorlage|Jahresbericht der Jugendgerichtshilfe 2025|2026-03-02|Dez. 3|
r2|2025/0340|Informationsvorlage|Jahresbericht der Jugendgerichtshilfe 2024|2025-03-03|Dez. 3|
s1|VI-DS-02780|Beschlussvorlage|Rahmenplan zur Umsetzung des Kinder- und Jugendförderplans|2016-05-02|Dezernat Jugend|
s2|VI-DS-02780-DS-02|Beschlussvorlage|Rahmenplan zur Umsetzung des Kinder- und Jugendförderplans|2016-06-20|Dezernat Jugend|
"""
_ZWEITE_PAARE = """
k2 k1 standpunkt|l2 l1 dieselbe|l3 l1 antwort|l3 l2 antwort|m2 m1 standpunkt|n2 n1 neufassung|o2 o1 dieselbe
o3 o1 bericht|p2 p1 neufassung|q2 q1 neufassung|q3 q1 aenderung|s2 s1 neufassung
"""


def _papiere(zeilen: str) -> list[Papier]:
    kiste = []
    for zeile in zeilen.strip().split("\n"):
        schluessel, nummer, art, betreff, tag, einreicher, verweise = zeile.split("|")
        genannt = frozenset(eben(v) for v in verweise.split(",") if v)
        kiste.append(Papier(schluessel, nummer, betreff, art, date.fromisoformat(tag), einreicher, "", genannt))
    return kiste


def _paare(zeilen: str) -> set[tuple[frozenset[str], str]]:
    return {(frozenset((e, z)), art) for e, z, art in (p.split() for p in zeilen.replace("\n", "|").split("|") if p)}


ERSTE, ERSTE_PAARE = _papiere(_ERSTE), _paare(_ERSTE_PAARE)
ZWEITE, ZWEITE_PAARE = _papiere(_ZWEITE), _paare(_ZWEITE_PAARE)
