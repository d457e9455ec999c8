-- A paper that was known twice is one paper: the second one leaves the register, and its file belongs to the first.
CREATE OR REPLACE FUNCTION oparl_sitzung(g uuid, d date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
BEGIN
    IF g IS NOT NULL AND d IS NOT NULL THEN
        PERFORM oparl_setze('meeting', g || '-' || to_char(d, 'YYYY-MM-DD'),
            EXISTS (SELECT 1 FROM ratsinfo_gremium WHERE id = g AND schutzstufe = 0)
            AND EXISTS (SELECT 1 FROM ratsinfo_beratung b JOIN ratsinfo_vorlage v ON v.id = b.vorlage_id
                        WHERE b.gremium_id = g AND b.datum = d AND b.schutzstufe = 0 AND v.schutzstufe = 0
                          AND v.aufgegangen_in_id IS NULL));
    END IF;
END $$;

CREATE OR REPLACE FUNCTION oparl_beratung(b ratsinfo_beratung) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
DECLARE
    offen boolean := b.schutzstufe = 0 AND EXISTS (
        SELECT 1 FROM ratsinfo_beratung JOIN ratsinfo_vorlage v ON v.id = b.vorlage_id
        WHERE ratsinfo_beratung.id = b.id AND v.schutzstufe = 0 AND v.aufgegangen_in_id IS NULL);
    sitzung boolean := b.datum IS NOT NULL AND EXISTS (
        SELECT 1 FROM ratsinfo_gremium WHERE id = b.gremium_id AND schutzstufe = 0);
BEGIN
    PERFORM oparl_setze('consultation', b.id::text, offen);
    PERFORM oparl_setze('agendaitem', b.id::text, offen AND sitzung,
        CASE WHEN sitzung THEN b.gremium_id || '-' || to_char(b.datum, 'YYYY-MM-DD') ELSE '' END);
    PERFORM oparl_sitzung(b.gremium_id, b.datum);
    PERFORM oparl_beruehre(b.vorlage_id) WHERE b.schutzstufe = 0;
END $$;

CREATE OR REPLACE FUNCTION oparl_datei(d uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
BEGIN
    IF d IS NOT NULL THEN
        PERFORM oparl_setze('file', d::text,
            EXISTS (SELECT 1 FROM documents_dokument WHERE id = d AND schutzstufe = 0)
            AND EXISTS (SELECT 1 FROM ratsinfo_vorlage v LEFT JOIN ratsinfo_vorlage auf ON auf.id = v.aufgegangen_in_id
                        WHERE v.dokument_id = d AND v.schutzstufe = 0 AND coalesce(auf.schutzstufe, 0) = 0));
    END IF;
END $$;

CREATE OR REPLACE FUNCTION oparl_vorlage_geaendert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        PERFORM oparl_setze('paper', OLD.id::text, false);
        PERFORM oparl_datei(OLD.dokument_id);
    ELSIF TG_OP = 'INSERT' THEN
        PERFORM oparl_setze('paper', NEW.id::text, NEW.schutzstufe = 0 AND NEW.aufgegangen_in_id IS NULL);
        PERFORM oparl_datei(NEW.dokument_id);
    ELSIF NEW IS DISTINCT FROM OLD THEN
        PERFORM oparl_setze('paper', NEW.id::text, NEW.schutzstufe = 0 AND NEW.aufgegangen_in_id IS NULL);
        IF (NEW.schutzstufe, NEW.betreff, NEW.nummer, NEW.aufgegangen_in_id)
           IS DISTINCT FROM (OLD.schutzstufe, OLD.betreff, OLD.nummer, OLD.aufgegangen_in_id) THEN
            PERFORM oparl_beratungen(NEW.id);
            PERFORM oparl_beruehre(z.von_id) FROM ratsinfo_vorlagenbezug z WHERE z.auf_id = NEW.id;
            PERFORM oparl_beruehre(z.auf_id) FROM ratsinfo_vorlagenbezug z WHERE z.von_id = NEW.id;
        END IF;
        IF (NEW.schutzstufe, NEW.dokument_id, NEW.aufgegangen_in_id)
           IS DISTINCT FROM (OLD.schutzstufe, OLD.dokument_id, OLD.aufgegangen_in_id) THEN
            PERFORM oparl_datei(OLD.dokument_id);
            PERFORM oparl_datei(NEW.dokument_id);
            PERFORM oparl_datei(t.dokument_id) FROM ratsinfo_vorlage t WHERE t.aufgegangen_in_id = NEW.id;
            PERFORM oparl_beruehre(OLD.aufgegangen_in_id);
            PERFORM oparl_beruehre(NEW.aufgegangen_in_id);
        END IF;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION oparl_aufbauen() RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
    SELECT oparl_setze('organization', id::text, schutzstufe = 0) FROM ratsinfo_gremium ORDER BY name, id;
    SELECT oparl_setze('paper', id::text, schutzstufe = 0 AND aufgegangen_in_id IS NULL)
        FROM ratsinfo_vorlage ORDER BY created_at, id;
    SELECT oparl_beratung(b) FROM ratsinfo_beratung b ORDER BY datum, id;
    SELECT oparl_datei(d) FROM (SELECT DISTINCT dokument_id AS d FROM ratsinfo_vorlage) AS alle;
$$;

SELECT oparl_setze('paper', id::text, false) FROM ratsinfo_vorlage WHERE aufgegangen_in_id IS NOT NULL;
SELECT oparl_beratung(b) FROM ratsinfo_beratung b JOIN ratsinfo_vorlage v ON v.id = b.vorlage_id
    WHERE v.aufgegangen_in_id IS NOT NULL;
SELECT oparl_datei(dokument_id) FROM ratsinfo_vorlage WHERE aufgegangen_in_id IS NOT NULL;
