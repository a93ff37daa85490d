"""What the government's login may publish: exactly the draft that a second officer published, and nothing else.

The same process serves the registrars' pages, so the database looks at each new version itself. A version is never
changed; only its end is written, when the next one begins.
"""

PUBLISHED_TABLES = {
    # table: (kind of the draft, the column that names its subject)
    "catalogue_serviceversion": ("service", "service"),
    "catalogue_cohortversion": ("cohort", "cohort"),
    "catalogue_calendarversion": ("calendar", ""),
}

PUBLISHED = """
CREATE OR REPLACE FUNCTION oversight_guard_version() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF current_user <> 'wp_government' OR EXISTS (
        SELECT FROM oversight_draft d
        WHERE d.version = NEW.id AND d.status = 'published' AND d.kind = TG_ARGV[0]
        AND (TG_ARGV[1] = '' OR d.subject = to_jsonb(NEW) ->> TG_ARGV[1])
        AND d.definition = NEW.definition AND d.valid_from = NEW.valid_from
    ) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'no published draft says this: %', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END
$$;
"""
