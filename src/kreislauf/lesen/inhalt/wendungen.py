"""Turns of phrase: what in a sentence orders, promises or plans, and what only tells of the past."""

import re

from kreislauf.lesen.muster import Auswahl, Muster

ZU_INFINITIV = (
    r"(?:\bzu\s[a-zäöüß]{3,30}(?:en|ern|eln|un)\b|\b(?!be)(?:an|ab|auf|aus|bei|ein|fort|her|hin|los|mit|nach|vor|weg|weiter|zu|zurück|zurecht|zusammen|um|um|über|unter|"
    r"durch|fest|frei|bereit|dar|heran|herbei|hervor|hinzu|entgegen|gegenüber|statt|teil|voran|vorweg|wieder|wahr|zwischen|sicher|bekannt|fertig|voll|still|klar|"
    r"gut|offen|inne|ent|hoch|tief|nieder|herunter|heraus|herein|rein|raus|preis|maß|kund|kennen|richtig|instand|zufrieden|bloß)zu(?!ge)[a-zäöüß]{3,30}(?:en|ern|eln|un)\b)"
)
_ZU = Muster(ZU_INFINITIV)
_ZU_KANN = re.compile(r"zu\s?[a-zäöüß]{3,30}(?:en|ern|eln|un)\b")  # stands in each of them, and is found quickly
_ZWECK = Muster(r"\b(?:um|ohne|statt|anstatt)\b[^,;]{0,160}\Z")

# Verbs after "ist … zu" that state something instead of asking for it.
_KEINE_AUFGABE = Muster(
    r"zu\s(?:beraten|beschließen|sehen|verstehen|verzeichnen|beobachten|erkennen|erwarten|rechnen|bezeichnen|begrüßen|sein|haben|danken|befürchten|vermuten|entnehmen|beachten|"
    r"bedenken|erreichen|vereinbaren|finden|erklären|werten|betrachten|bewerten|verdanken|nennen|spüren|vermeiden|tun|werden|gelangen)\b"
    r"|(?:festzu(?:stellen|halten)|zurückzuführen|auszugehen|anzunehmen|hervorzuheben|anzumerken|abzusehen|anzusehen|hinzuweisen|abzuwarten|einzuschätzen|"
    r"anzusetzen|anzurechnen|zu\sbeurteilen|zurückzuzahlen|vorherzusehen|nachzuvollziehen|herzuleiten|zuzurechnen|anzuerkennen|vorzufinden|aufzufassen|zuzustimmen|abzustimmen)"
)
_IST_ZU = Muster(
    rf"\b(?:ist|sind|sei|seien|bleibt|bleiben|hat|haben|habe)\b(?P<mitte>[^;]{{0,260}}?)(?P<zu>{ZU_INFINITIV})|(?P<zu2>{ZU_INFINITIV})\s(?:ist|sind|sei|seien|hat|haben)\b"
)
_KEIN_ZWANG = Muster(
    r"\b(?:möglich|Möglichkeit|schwer|schwierig|leicht|kaum|sinnvoll|wichtig|um|ohne|geeignet|nötig|bemüht|bereit|Aufgabe|Ziel|Anliegen|in der Lage|befugt|berechtigt|"
    r"erforderlich|notwendig|angeregt|erfreulich|zwar|wünschenswert|Zeit|Chance|Gelegenheit|Versuch|Absicht|gelungen|dabei|nicht|kein|keine|keinen|weder|einfach\w*|besser|leichter|üblich|denkbar|vorstellbar)\b"
)
_BEAUFTRAGT = Muster(
    r"\b(?:wird|werden|wurden?|ist|sind|sei|seien)\b[^;]{0,260}?\b(?:beauftragt|ersucht|aufgefordert|gebeten|verpflichtet|gehalten|angehalten)\b"
    r"|\b(?:beauftragt(?:e|en)?|ersucht(?:e|en)?|verpflichtet(?:e|en)?|hatte?n?)\s(?:die|den|das|ihre|seine)\s[A-ZÄÖÜ][^;]{0,200}?(?:\bgebeten\b|\bzu\b|zu[a-z]{3,30}en\b)"
    r"|\bfordert(?:e|en)?\s(?:die|den|das)\s[A-ZÄÖÜ][^;]{0,160}\bauf\b"
)
_VEREINBART = Muster(
    r"\b(?:vereinbart(?:e|en)?|verabredet(?:e|en)?|[Mm]an\seinigte\ssich|einigte[n]?\ssich|einigt\ssich|einigen\ssich|(?:verständig(?:t|te|en|ten)|geeinigt|verständigt)|"
    r"kündig(?:t|te|en|ten)\b[^.;,]{0,120}\ban|angekündigt|zugesagt|sag(?:t|e|en|te|ten)\s(?:[^.;,]{0,60}\s)?zu(?=,|\s?\Z)|sagt(?:e|en)?\s[^.;,]{0,60}\szu|Zusagen?|angeboten|verpflichtet\ssich|verpflichten\ssich|bereit\serklärt|"
    r"erklärt(?:e|en)?\ssich\s[^.;,]{0,40}bereit|Bereitschaft|beabsichtigt|geplant|vorgesehen|festgehalten|festgelegt|übereingekommen|"
    r"bittet|bitten|bat(?:en)?|beschlossen|schlägt\s[^;]{0,30}\bvor|strebt\s[^;]{0,40}\ban|nimmt\ssich\svor|sichert(?:e|en)?\s[^.;,]{0,40}\bzu|zugesichert|stellt\s[^.;,]{0,60}in\sAussicht|Einvernehmen|Einigkeit|sprech?icht\ssich\sdafür\saus|spricht\ssich\s[^.;,]{0,40}dafür\saus|verabreden|vereinbaren|verständigen\ssich)\b"
)
_ABSPRACHE = Muster(
    r"\b(?:soll|sollen|solle|sollten?|werden|wird|werde|(?:zu\s\w+|\w+zu\w+)\s(?:sind|ist|seien|sei))\b"
)
_STELLE = (
    r"(?:Verwaltung|Kreisverwaltung|Stadtverwaltung|[A-ZÄÖÜ]\w{0,30}amt|Amt|Fachdienst|Fachbereich|Landkreis|Kreis|Stadt|Jobcenter|Träger|Dezernat|Dezernent(?:in)?|Stabsstelle|"
    r"AG|Arbeitsgruppe|Magistrat|Bezirksamt|Landratsamt|[A-ZÄÖÜ]\w{0,30}(?:zentrum|behörde|management|büro|jugendring|leitstelle|institut)|Leitstelle|Vorsitzende[rn]?|[A-ZÄÖÜ]?\w{0,30}leitung|[A-ZÄÖÜ]\w{0,30}leiter(?:in)?|[A-ZÄÖÜ]\w{0,30}referat|Geschäftsstelle|Geschäftsführung|Jugendhilfeplanung|Verein|Koordinierungsstelle|"
    r"Oberbürgermeister(?:in)?|Bürgermeister(?:in)?|Landrat|Landrätin|(?:Frau|Herr)\s(?:Dr\.\s)?[A-ZÄÖÜ][\wäöüß-]+)"
)
# More of the name ("Fachbereich Bildung, Jugend und Sport") or words between name and verb.
_NAMENSREST = r"(?:,?\s(?:(?:und|für|der|des|im|am|von|zur|zum)\s)?[A-ZÄÖÜ0-9][\wäöüß.-]*){0,6}"
_WIRD_TUN = Muster(
    rf"\b{_STELLE}{_NAMENSREST}(?:\s\([^)]{{2,40}}\))?\s(?:wird|werden|werde|will|wolle|wollen|soll|solle|sollen)\s(?!(?:gebeten|beauftragt|sich\b.{{0,40}}bedankt))[^;]{{3,220}}?\b[a-zäöüß]{{3,30}}(?:en|ern|eln)(?<!werden)(?<!worden)\s?[.;,]"
)
_LIEFERT = Muster(
    r"\b(?:wird|werden|werde|würden)\b[^;]{0,200}\b(?:nachgereicht|nachgeliefert|zur Verfügung gestellt|zugesandt|zugeleitet|übersandt|übermittelt|beigefügt|nachgetragen|"
    r"eingeladen|weitergeleitet|aufgegriffen|eingearbeitet|vorgelegt|geprüft|erarbeitet|eingerichtet|einberufen)\b(?!\s(?:wurden?|worden))"
)
_PRUEFT = Muster(
    rf"\b{_STELLE}{_NAMENSREST}\s(?:(?:prüft|prüfen|prüfe|erarbeitet|klärt|kläre|erstellt|erstelle|liefert|reicht|lädt|bereitet|übernimmt|übernehme|entwickelt|entwirft|stimmt\ssich)\b"
    r"|(?:stimmt\s[^.;]{3,80}\bab|stellt\s[^.;]{3,80}\bzusammen|arbeitet\s[^.;]{3,80}\baus|holt\s[^.;]{3,80}\bein|setzt\s[^.;]{3,80}\bauf|wertet\s[^.;]{3,80}\baus|richtet\s[^.;]{3,80}\bein|schließt\s[^.;]{3,80}\bab|schreibt\s[^.;]{3,80}\baus)\b|verfasst\b)"
)
# Work that is in somebody's hands now: "wird vom Sozialamt ein Verfahren entwickelt".
_IN_HAND = (
    r"(?:vorbereitet|ausgearbeitet|erarbeitet|erstellt|entwickelt|entworfen|aufgesetzt|geprüft|überprüft|geklärt|geschult|zusammengestellt|aufbereitet|eingeholt|ausgewertet|überarbeitet|"
    r"aktualisiert|abgestimmt|vorgelegt|nachgereicht|ausgeschrieben|eingerichtet|aufgebaut|organisiert|verhandelt|formuliert|angefertigt|beschafft|beantragt|verfasst|vermittelt|zusammengetragen|gestellt|bereitgestellt|beantwortet|übernommen|hergestellt|ausgeführt)"
)
_DURCH = r"(?:vom|von\s(?:der|den|dem)|von\sSeiten\s(?:der|des)|vonseiten\s(?:der|des)|seitens\s(?:der|des)|durch\s(?:die|das|den))\s[A-ZÄÖÜ]"
_WIRD_GETAN = Muster(
    rf"\b(?:wird|werden|werde)\b[^;.]{{0,80}}?\b{_DURCH}[^;.]{{2,140}}?\b{_IN_HAND}\b|\A{_DURCH}[^;.,]{{2,80}}\s(?:wird|werden|werde)\b[^;.]{{2,160}}?\b{_IN_HAND}\b",
    re.IGNORECASE,
)
_JEMAND_WIRD = Muster(
    r"\A(?:(?:Der|Die|Das)\s)?[A-ZÄÖÜ][\wäöüß-]+(?:\s(?:(?:der|des|für|und|von|vom)\s)?[A-ZÄÖÜ][\wäöüß-]+){0,3}\s(?:wird|werden|werde)\s(?P<was>[^;.]{8,160}?)\b(?!zunehmen|abnehmen|steigen|ansteigen|sinken|wachsen|anwachsen|"
    r"bleiben|führen|dauern|andauern|liegen|betragen|ergeben|werden|sein|haben|können|müssen|fehlen|erreichen|entstehen|kosten|reichen|brauchen|benötigen|enden|beginnen|kommen|ausfallen|auslaufen|zurückgehen|"
    r"geben|stehen|gehen|gelten|dienen|wegfallen|entfallen|entsprechen|zählen|sollen|wollen|dürfen|verändern|ändern)(?:[a-zäöüß]{3,30}(?:en|ern|eln))(?=[.,]?\Z|\sund\s|,\s)"
)
_NICHT_PASSIV = Muster(
    r"\b(?:worden|gebeten|beauftragt|gefördert|unterrichtet|angeboten|ge[a-zäöüß]{2,20}en|[a-zäöüß]{2,10}ge[a-zäöüß]{2,20}en|[a-zäöüß]{0,20}(?:nommen|schlossen|boten|fohlen|laden|geben|halten|sprochen|rufen|wiesen|zogen|stoßen|laufen))\Z"
)
_GESETZLICH = Muster(r"\b(?:nach|gemäß|aus|laut)\s(?:§|Art\.)|\bgesetzlich\b|\brechtlich\b")
_DAMALS = Muster(r"\b(?:Damals|damals|seinerzeit|Seinerzeit|früher)\b[^;.]{0,120}\bworden\b")
_FREMDE = Muster(
    r"\A(?:Der|Die|Das)\s(?:Land|Bund|Bezirk|Freistaat|Bundesregierung|Landesregierung|Regierung|Ministerium|[A-ZÄÖÜ]\w{2,20}ministerium|Städtetag|Landkreistag|Gesetzgeber)\b[^;.]{0,80}\bangekündigt\b"
)
_BITTET_UM = Muster(
    r"\b(?:bittet|bitten|bat|baten|gebeten|ersucht)\b[^;]{0,120}\bum\s(?:(?:die|den|das|eine[nr]?|ein|Zusendung|schriftliche|zeitnahe|nochmalige)\s){0,2}(?:Vorlage|Prüfung|Übersendung|Zusendung|Bericht\w*|Darstellung|"
    r"Aufstellung|Übersicht|Ergänzung|Nachreichung|Einladung|Rückmeldung|Berücksichtigung|Erstellung|Mitteilung|Überprüfung|Stellungnahme)\b"
)
_SAGT_ZU = Muster(
    r"\bsag(?:t|te|en|ten)\s(?!dies\b|das\b)[^.;,]{3,100}\szu\.?\Z|\bsichert(?:e|en)?\s[^.;,]{3,100}\szu\.?\Z"
)
_FUTUR_PASSIV = Muster(
    r"\b(?:wird|werden|werde)\b[^;]{0,260}?\b[a-zäöüß]{3,30}(?:t|en)\swerden\b(?!\s(?:kann|können|könn|soll|muss|müss|dürf|darf|würd))"
)
_VERSPRECHEN = Muster(
    r"\bwerden?\s(?:sie|er|man|die\sVerwaltung|das\s[A-ZÄÖÜ]\w+|der\s[A-ZÄÖÜ]\w+|die\s[A-ZÄÖÜ]\w+)\b[^;]{3,200}?[a-zäöüß]{3,30}(?:en|ern|eln)\s?[.;]?\Z"
    r"|\A(?:Sie|Er)\swerde\b[^;]{3,200}?[a-zäöüß]{3,30}(?:en|ern|eln)\s?\.?\Z"
)
_VORWAERTS = Muster(
    r"\b(?:anschließend|nachfolgend|künftig|zukünftig|demnächst|im Anschluss|im Nachgang|in Kürze|zeitnah|zwischenzeitlich|in einem weiteren Schritt)\b",
    re.IGNORECASE,
)
_PASSIV = Muster(
    r"\b(?:wird|werden)\b[^;]{0,260}?\b(?:[a-zäöüß]{0,20}ge[a-zäöüß]{2,25}(?:t|en)|[a-zäöüß]{0,30}(?:iert|stellt|legt|führt|reicht|fasst|handelt|arbeitet|richtet|sendet|sandt|bracht|teilt|sucht|reitet|weitert|passt|setzt|nommen))\b"
)
_SCHRITT = Muster(r"\A(?:Nächster?\sSchritte?|Arbeitsauftrag|Prüfauftrag|To-?\s?[Dd]o|Weiteres\sVorgehen)\s?:\s*\S")
_VERGANGEN = Muster(
    r"\b(?:wurden?|war|waren|hatten?|konnten?|fand|fanden|gab|gaben|lag|lagen|kam|kamen|ging|gingen|stand|standen|begann|begannen|erhielt|erhielten|nahm|nahmen|"
    r"erfolgten?(?=\s)(?<!erfolgt)|tagten?(?<!tagt)|führten?(?<!führt)|dienten?(?<!dient)|stieg|stiegen|sank|sanken|betrug|betrugen|lebten|nutzten|lief|liefen|fuhr|fuhren|"
    r"erreichten|erreichte|schloss|entstand|entstanden|bestand|bestanden|musste|mussten|durfte|durften|wollte|wollten|stimmte|stimmten|trat|traten|nutzte|"
    r"gingen|blieb|blieben|startete|starteten|endete|endeten|beschloss|legte|legten|stellte|stellten|setzte|setzten|bildete|bildeten|berichtete|berichteten|"
    r"vergab|verabschiedete|besuchten|besuchte|nahmen|meldeten|meldete|hatte|zählte|zählten|umfasste|umfassten|worden\s(?:sei|seien|ist|sind|war|waren))\b"
)
_PERFEKT = Muster(
    r"\b(?:hat|haben|habe|hätten?)\b[^;]{0,260}?\b(?:[a-zäöüß]{0,15}ge[a-zäöüß]{2,25}(?:t|en)|[a-zäöüß]{2,20}(?:iert|sandt|stellt|legt|führt|handelt|arbeitet|schlossen|tragt|sprochen|"
    r"rochen|stimmt|nommen|fasst|funden|fragt|zogen|sucht|halten|boten|laufen|geben|setzt|wickelt|öffnet|reicht|teilt|schieden|richtet|währt|ändert|längert|hoben|weitert|dient))\b"
    r"|\b(?:ist|sind|sei|seien)\b[^;]{0,260}?\b(?:worden|erfolgt|abgeschlossen|ausgelaufen|eingegangen|gestiegen|gesunken|angelaufen|gestartet|entstanden|umgesetzt|versandt|"
    r"[a-zäöüß]{0,15}gegangen|gekommen|verlaufen|besetzt|beendet|in Kraft getreten|eingetreten|hinzugekommen)\b"
)
_ZULETZT = Muster(r"\b(?:zuletzt|bereits|seit|seither|letztmalig|letztmals|damals|früher|schon)\b", re.IGNORECASE)
_PFLICHT = Muster(
    r"\b(?:soll|sollen|sollte|sollten|solle|muss|müssen|müsse|wird|werden|werde|würden?|könnten?|können|kann|vorgesehen|geplant|beabsichtigt|erwartet|"
    r"angestrebt|voraussichtlich|will|wolle|wollen|möchten?|muß|plant|planen|Ziel|Zielsetzung|Zielstellung|terminiert|befristet|spätestens|möge|tritt|treten|findet|finden|beginnt|beginnen|startet|starten|"
    r"endet|enden|läuft|laufen|gilt|gelten|erfolgt|erfolgen|ansteht|steht)\b"
)
_FINIT = Muster(
    r"\b(?:ist|sind|sei|seien|wird|werden|werde|würden?|wurden?|war|waren|wäre[n]?|hat|haben|habe|hatten?|soll|sollen|sollten?|solle|muss|müssen|müsse|kann|können|könnten?|konnten?|darf|dürfen|"
    r"erfolgt|erfolgen|gilt|gelten|findet|finden|fand|fanden|läuft|laufen|tritt|beginnt|endet|legt|legen|stellt|prüft|berichtet|tagt|trifft|kommt|führt|übernimmt|bittet|gibt|geht|"
    r"[a-zäöüß]{4,20}(?:iert|ieren))\b"
)


def hat_zu(text: str) -> bool:
    """An infinitive with "zu" that is no purpose ("um … zu")."""
    if not _ZU_KANN.search(text):
        return False
    return any(not _ZWECK.search(text[: t.start()]) for t in _ZU.finditer(text))


def ist_vergangen(text: str) -> bool:
    """The clause tells of what is over."""
    if _VERGANGEN.search(text):
        return True
    return bool(_PERFEKT.search(text)) and not (_ZU_KANN.search(text) and _ZU.search(text))


def ist_absprache(text: str) -> bool:
    """A word of agreement, promise or plan stands in the sentence."""
    return _VEREINBART.search(text) is not None


def hat_pflicht(text: str) -> bool:
    """A word of duty, plan or future stands in the clause."""
    return _PFLICHT.search(text) is not None or hat_zu(text)


def hat_verb(text: str) -> bool:
    return _FINIT.search(text) is not None


def blickt_zurueck(text: str) -> bool:
    """Words such as "zuletzt" or "seit" right before a date."""
    return _ZULETZT.search(text) is not None


_VERNEINT = Muster(
    r"\b(?:nicht|kein\w*|weder|wenn|falls|sofern|derzeit|aktuell|bereits|zurzeit|momentan|seit|schon)\b", re.IGNORECASE
)


_AUFTRAGSWORTE = Auswahl(
    _SCHRITT, _BEAUFTRAGT, _VEREINBART, _IST_ZU, _FUTUR_PASSIV, _VERSPRECHEN, _BITTET_UM, _SAGT_ZU, _WIRD_TUN, _PRUEFT,
    _WIRD_GETAN, _LIEFERT, _JEMAND_WIRD, _PASSIV,
)  # fmt: skip
_STELLENWORTE = Auswahl(_WIRD_TUN, _PRUEFT, _WIRD_GETAN, _LIEFERT, _JEMAND_WIRD)


def ist_auftrag(satz: str) -> float | None:
    """How surely the sentence orders or promises something without a date; None: it does not."""
    if not _AUFTRAGSWORTE.aus(satz):
        return None
    if _SCHRITT.match(satz):
        return 0.7
    if "verpflichtet" in satz and _GESETZLICH.search(satz) or _DAMALS.search(satz):
        return None
    if _BEAUFTRAGT.search(satz):
        return 0.9
    if _ist_absprache_mit_inhalt(satz):
        return 0.8
    if _ist_zu(satz):
        return 0.75
    if (
        "werde" in satz
        and (_FUTUR_PASSIV.search(satz) or _VERSPRECHEN.search(satz))
        and not re.search(r"\b(?:nicht|kein\w*|würde\w*|müsse|solle?n?|wenn|falls|sofern)\b", satz)
    ):
        return 0.65
    if _BITTET_UM.search(satz):
        return 0.7
    if satz.endswith(("zu", "zu.")) and _SAGT_ZU.search(satz):
        return 0.7
    for teil in satz.split(";") if ";" in satz else (satz,):
        if (sicherheit := _von_stelle(teil.strip())) is not None:
            return sicherheit
    if _VORWAERTS.search(satz) and _PASSIV.search(satz) and not ist_vergangen(satz):
        return 0.6
    return None


def _von_stelle(satz: str) -> float | None:
    """An office does something or something is supplied; what was or is not done does not count."""
    if not _STELLENWORTE.aus(satz):
        return None
    tut, prueft = _WIRD_TUN.search(satz), _PRUEFT.search(satz)
    getan = _WIRD_GETAN.search(satz)
    if not (tut or prueft or getan or _LIEFERT.kann(satz) or _JEMAND_WIRD.kann(satz)):
        return None
    if _VERNEINT.search(satz) or ist_vergangen(satz):
        return None
    if tut or prueft or getan or _tut_kuenftig(satz):
        return 0.65
    if _LIEFERT.search(satz) and not satz.startswith(("Dabei", "Hierbei", "In ihr", "In ihm")):
        return 0.55
    return None


def _tut_kuenftig(satz: str) -> bool:
    """Somebody "wird die Gruppen begleiten": future with an acting verb, no passive."""
    treffer = _JEMAND_WIRD.match(satz)
    return treffer is not None and not _NICHT_PASSIV.search(satz[: treffer.end()])


def _ist_absprache_mit_inhalt(satz: str) -> bool:
    if "worden, " in satz or _FREMDE.match(satz):
        return False
    treffer = _VEREINBART.search(satz)
    if treffer is None or re.search(
        r"\b(?:nicht|kein\w*)\s(?:\w+\s){0,2}(?:vereinbart|geplant|vorgesehen|beabsichtigt|festgelegt)", satz
    ):
        return False
    danach = satz[treffer.end() :]
    komma = danach.find(",")
    if komma < 0 or komma > 140:
        return False
    inhalt = danach[komma + 1 :]
    if hat_zu(inhalt) and not _KEINE_AUFGABE.search(inhalt) and not _SITZUNGSLEITUNG.search(inhalt):
        return True
    return inhalt.lstrip().startswith("dass") and _ABSPRACHE.search(inhalt) is not None


def _ist_zu(satz: str) -> bool:
    if (
        not _ZU_KANN.search(satz)
        or "gelungen" in satz
        or re.match(r"(?:Dabei|Hierbei|Hierzu|Dort)\b|(?:Nach|Gemäß|Laut|Entsprechend)\s(?:§|Art\.)", satz)
    ):
        return False
    for treffer in _IST_ZU.finditer(satz):
        zu = treffer.group("zu") or treffer.group("zu2") or ""
        mitte = treffer.group("mitte") or satz[max(treffer.start() - 60, 0) : treffer.start()]
        nebensatz = mitte.rpartition(", ")[2] if ", " in mitte else ""
        ort = treffer.start("zu") if treffer.group("zu") else treffer.start("zu2")
        um = satz.rfind(" um ", 0, ort)
        if um >= 0 and not _ZU.search(satz[um:ort]):
            continue
        if ", " in mitte and _PARTIZIP_KOMMA.search(mitte):
            continue
        if _KEINE_AUFGABE.search(zu) or _KEIN_ZWANG.search(mitte) or nebensatz.startswith(("um ", "ohne ")):
            continue
        return True
    return False


_SITZUNGSLEITUNG = Muster(
    r"Fragen?\szu\sstellen|\bzuzustimmen|\babzustimmen|zu\sbeschließen|Platz\szu\snehmen|sich\szu\serheben|zu\sentschuldigen"
)
_PARTIZIP_KOMMA = Muster(
    r"\b\w*(?:ge[a-zäöüß]{2,}(?:t|en)|[a-zäöüß]{2,}(?:iert|ragt|ücht|ucht|ohlen|ochen|otten|langt|ordert|wiesen|schlossen|schieden|boten|standen|klärt)),"
)


def zweite_stelle(satz: str) -> int | None:
    """Where a second actor takes over ("… anzuschreiben und von Seiten des Jobcenters …")."""
    for treffer in re.finditer(
        r"\sund\s(?=(?:von\sSeiten|vonseiten|seitens|durch)\s(?:des|der|das|die|den)\s[A-ZÄÖÜ])", satz
    ):
        if _ZU.search(satz[: treffer.start()]) and _ZU.search(satz[treffer.end() :]):
            return treffer.end()
    return None
