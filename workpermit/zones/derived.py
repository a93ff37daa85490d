"""What the places of a centre are derived from, as one word that is another one whenever any of it has changed.

Counters, machines, shifts, changed days, closures and stops of mobile units give their centre a new word by a trigger,
whoever writes them; a word never comes again, not even after a transaction that was undone. The calendar of holidays
goes by its version. Whoever keeps what he has derived compares the words (`centres.kept`).
"""

DERIVED_FROM = {
    # table: the column that names the centre
    "centres_counter": "centre",
    "centres_equipment": "centre",
    "centres_shift": "centre",
    "centres_dayoverride": "centre",
    "centres_closure": "centre",
    "centres_tourstop": "unit",
}

DERIVED = """
CREATE OR REPLACE FUNCTION centres_note_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO centres_revision (centre, word)
    SELECT changed.centre, gen_random_uuid() FROM (
        SELECT to_jsonb(NEW) ->> TG_ARGV[0] UNION SELECT to_jsonb(OLD) ->> TG_ARGV[0]
    ) AS changed (centre) WHERE changed.centre IS NOT NULL ORDER BY 1
    ON CONFLICT (centre) DO UPDATE SET word = EXCLUDED.word;
    RETURN NULL;
END
$$;
CREATE OR REPLACE FUNCTION centres_basis(centre text, at timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT COALESCE((SELECT r.word::text FROM centres_revision r WHERE r.centre = $1), '') || '/' || COALESCE((
        SELECT v.id::text FROM catalogue_calendarversion v
        WHERE v.valid_from <= $2 AND (v.valid_until IS NULL OR v.valid_until > $2) ORDER BY v.id LIMIT 1
    ), '')
$$;
"""
