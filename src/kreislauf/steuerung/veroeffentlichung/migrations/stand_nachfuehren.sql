-- Keeps veroeffentlichung_stand in step with the source tables. All functions belong to the owner of the tables, so
-- they see every row; what they write tells only of objects that are or were öffentlich.
-- Plans are kept while the register grows from nothing, so they must use its indexes from the first row on.
CREATE FUNCTION oparl_setze(t text, k text, oeffentlich boolean, g text DEFAULT '') RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
DECLARE jetzt timestamptz := date_trunc('second', clock_timestamp());
BEGIN
    IF oeffentlich THEN
        INSERT INTO veroeffentlichung_stand AS s (typ, schluessel, gruppe, created, modified, deleted)
        VALUES (t, k, g, jetzt, jetzt, false)
        ON CONFLICT (typ, schluessel) DO UPDATE SET modified = jetzt, deleted = false, gruppe = g
        WHERE s.modified <> jetzt OR s.deleted OR s.gruppe <> g;
    ELSE
        UPDATE veroeffentlichung_stand SET deleted = true, modified = jetzt
        WHERE typ = t AND schluessel = k AND NOT deleted;
    END IF;
END $$;

-- A part of a paper changed: the paper and what repeats it is newer. Never makes anything public.
CREATE FUNCTION oparl_beruehre(vorlage uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
    UPDATE veroeffentlichung_stand SET modified = date_trunc('second', clock_timestamp())
    WHERE typ = 'paper' AND schluessel = vorlage::text AND NOT deleted
      AND modified <> date_trunc('second', clock_timestamp());
$$;

CREATE FUNCTION oparl_sitzung(g uuid, d date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
BEGIN
    IF g IS NOT NULL AND d IS NOT NULL THEN
        PERFORM oparl_setze('meeting', g || '-' || to_char(d, 'YYYY-MM-DD'),
            EXISTS (SELECT 1 FROM ratsinfo_gremium WHERE id = g AND schutzstufe = 0)
            AND EXISTS (SELECT 1 FROM ratsinfo_beratung b JOIN ratsinfo_vorlage v ON v.id = b.vorlage_id
                        WHERE b.gremium_id = g AND b.datum = d AND b.schutzstufe = 0 AND v.schutzstufe = 0));
    END IF;
END $$;

CREATE FUNCTION oparl_beratung(b ratsinfo_beratung) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
DECLARE
    offen boolean := b.schutzstufe = 0 AND EXISTS (
        SELECT 1 FROM ratsinfo_beratung JOIN ratsinfo_vorlage v ON v.id = b.vorlage_id
        WHERE ratsinfo_beratung.id = b.id AND v.schutzstufe = 0);
    sitzung boolean := b.datum IS NOT NULL AND EXISTS (
        SELECT 1 FROM ratsinfo_gremium WHERE id = b.gremium_id AND schutzstufe = 0);
BEGIN
    PERFORM oparl_setze('consultation', b.id::text, offen);
    PERFORM oparl_setze('agendaitem', b.id::text, offen AND sitzung,
        CASE WHEN sitzung THEN b.gremium_id || '-' || to_char(b.datum, 'YYYY-MM-DD') ELSE '' END);
    PERFORM oparl_sitzung(b.gremium_id, b.datum);
    PERFORM oparl_beruehre(b.vorlage_id) WHERE b.schutzstufe = 0;
END $$;

CREATE FUNCTION oparl_beratungen(vorlage uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
    SELECT oparl_beratung(b) FROM ratsinfo_beratung b WHERE b.vorlage_id = vorlage;
$$;

CREATE FUNCTION oparl_datei(d uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
BEGIN
    IF d IS NOT NULL THEN
        PERFORM oparl_setze('file', d::text,
            EXISTS (SELECT 1 FROM documents_dokument WHERE id = d AND schutzstufe = 0)
            AND EXISTS (SELECT 1 FROM ratsinfo_vorlage WHERE dokument_id = d AND schutzstufe = 0));
    END IF;
END $$;

CREATE FUNCTION oparl_gremium_geaendert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        PERFORM oparl_setze('organization', OLD.id::text, false);
    ELSIF TG_OP = 'INSERT' OR NEW IS DISTINCT FROM OLD THEN
        PERFORM oparl_setze('organization', NEW.id::text, NEW.schutzstufe = 0);
        IF TG_OP = 'UPDATE' THEN
            PERFORM oparl_beratung(b) FROM ratsinfo_beratung b WHERE b.gremium_id = NEW.id;
        END IF;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION oparl_vorlage_geaendert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        PERFORM oparl_setze('paper', OLD.id::text, false);
        PERFORM oparl_datei(OLD.dokument_id);
    ELSIF TG_OP = 'INSERT' THEN
        PERFORM oparl_setze('paper', NEW.id::text, NEW.schutzstufe = 0);
        PERFORM oparl_datei(NEW.dokument_id);
    ELSIF NEW IS DISTINCT FROM OLD THEN
        PERFORM oparl_setze('paper', NEW.id::text, NEW.schutzstufe = 0);
        IF (NEW.schutzstufe, NEW.betreff, NEW.nummer) IS DISTINCT FROM (OLD.schutzstufe, OLD.betreff, OLD.nummer) THEN
            PERFORM oparl_beratungen(NEW.id);
            PERFORM oparl_beruehre(z.von_id) FROM ratsinfo_vorlagenbezug z WHERE z.auf_id = NEW.id;
            PERFORM oparl_beruehre(z.auf_id) FROM ratsinfo_vorlagenbezug z WHERE z.von_id = NEW.id;
        END IF;
        IF (NEW.schutzstufe, NEW.dokument_id) IS DISTINCT FROM (OLD.schutzstufe, OLD.dokument_id) THEN
            PERFORM oparl_datei(OLD.dokument_id);
            PERFORM oparl_datei(NEW.dokument_id);
        END IF;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION oparl_dokument_geaendert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
BEGIN
    PERFORM oparl_datei(coalesce(NEW.id, OLD.id));
    PERFORM oparl_beruehre(v.id) FROM ratsinfo_vorlage v WHERE v.dokument_id = coalesce(NEW.id, OLD.id)
        AND 0 IN (coalesce(NEW.schutzstufe, 9), coalesce(OLD.schutzstufe, 9));
    RETURN NULL;
END $$;

CREATE FUNCTION oparl_beratung_geaendert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        IF TG_OP = 'DELETE' OR (NEW.gremium_id, NEW.datum) IS DISTINCT FROM (OLD.gremium_id, OLD.datum) THEN
            PERFORM oparl_beratung(OLD);
        END IF;
    END IF;
    IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND NEW IS DISTINCT FROM OLD) THEN
        PERFORM oparl_beratung(NEW);
    END IF;
    RETURN NULL;
END $$;

-- Resolutions and points show in the paper and in the agenda items of its consultations.
CREATE FUNCTION oparl_beschluss_geaendert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
BEGIN
    IF 0 IN (coalesce(NEW.schutzstufe, 9), coalesce(OLD.schutzstufe, 9)) THEN
        PERFORM oparl_beruehre(coalesce(NEW.vorlage_id, OLD.vorlage_id));
        PERFORM oparl_beratungen(coalesce(NEW.vorlage_id, OLD.vorlage_id));
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION oparl_auftrag_geaendert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
BEGIN
    IF 0 IN (coalesce(NEW.schutzstufe, 9), coalesce(OLD.schutzstufe, 9)) THEN
        PERFORM oparl_beruehre(coalesce(NEW.vorlage_id, OLD.vorlage_id));
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION oparl_auftragsteil_geaendert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
BEGIN
    PERFORM oparl_beruehre(a.vorlage_id) FROM ratsinfo_auftrag a
        WHERE a.id = coalesce(NEW.auftrag_id, OLD.auftrag_id) AND a.schutzstufe = 0;
    RETURN NULL;
END $$;

-- A draft is nobody's business: only reports that went to the body count.
CREATE FUNCTION oparl_bericht_geaendert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
BEGIN
    IF (NEW.schutzstufe = 0 AND (NEW.state = 'versandt' OR NEW.eingelesen))
       OR (OLD.schutzstufe = 0 AND (OLD.state = 'versandt' OR OLD.eingelesen)) THEN
        PERFORM oparl_beruehre(coalesce(NEW.vorlage_id, OLD.vorlage_id));
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION oparl_berichtspunkt_geaendert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
BEGIN
    PERFORM oparl_beruehre(b.vorlage_id) FROM ratsinfo_umsetzungsbericht b
        WHERE b.id = coalesce(NEW.bericht_id, OLD.bericht_id) AND b.schutzstufe = 0
          AND (b.state = 'versandt' OR b.eingelesen);
    RETURN NULL;
END $$;

CREATE FUNCTION oparl_bezug_geaendert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
BEGIN
    IF 0 IN (coalesce(NEW.schutzstufe, 9), coalesce(OLD.schutzstufe, 9)) THEN
        PERFORM oparl_beruehre(NEW.von_id);
        PERFORM oparl_beruehre(NEW.auf_id);
        PERFORM oparl_beruehre(OLD.auf_id);
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION oparl_buergerseite_geaendert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
BEGIN
    PERFORM oparl_beruehre(coalesce(NEW.vorlage_id, OLD.vorlage_id));
    RETURN NULL;
END $$;

-- For what was there before, and after loading in bulk with triggers off.
CREATE FUNCTION oparl_aufbauen() RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
    SELECT oparl_setze('organization', id::text, schutzstufe = 0) FROM ratsinfo_gremium ORDER BY name, id;
    SELECT oparl_setze('paper', id::text, schutzstufe = 0) FROM ratsinfo_vorlage ORDER BY created_at, id;
    SELECT oparl_beratung(b) FROM ratsinfo_beratung b ORDER BY datum, id;
    SELECT oparl_datei(d) FROM (SELECT DISTINCT dokument_id AS d FROM ratsinfo_vorlage) AS alle;
$$;

DO $$
DECLARE
    paar text[];
    f record;
BEGIN
    FOREACH paar SLICE 1 IN ARRAY ARRAY[
        ['ratsinfo_gremium', 'oparl_gremium_geaendert'], ['ratsinfo_vorlage', 'oparl_vorlage_geaendert'],
        ['documents_dokument', 'oparl_dokument_geaendert'], ['ratsinfo_beratung', 'oparl_beratung_geaendert'],
        ['ratsinfo_beschluss', 'oparl_beschluss_geaendert'], ['ratsinfo_beschlusspunkt', 'oparl_beschluss_geaendert'],
        ['ratsinfo_auftrag', 'oparl_auftrag_geaendert'], ['ratsinfo_nachweis', 'oparl_auftragsteil_geaendert'],
        ['ratsinfo_fristverschiebung', 'oparl_auftragsteil_geaendert'],
        ['ratsinfo_umsetzungsbericht', 'oparl_bericht_geaendert'],
        ['ratsinfo_berichtspunkt', 'oparl_berichtspunkt_geaendert'],
        ['ratsinfo_vorlagenbezug', 'oparl_bezug_geaendert'],
        ['veroeffentlichung_buergerseite', 'oparl_buergerseite_geaendert']]
    LOOP
        EXECUTE format('CREATE TRIGGER oparl_stand AFTER INSERT OR UPDATE OR DELETE ON %I '
                       'FOR EACH ROW EXECUTE FUNCTION %I()', paar[1], paar[2]);
    END LOOP;
    FOR f IN SELECT p.oid::regprocedure AS name FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
             WHERE n.nspname = 'public' AND p.proname LIKE 'oparl\_%' LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f.name);
    END LOOP;
END $$;
