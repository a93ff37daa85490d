"""What a freeze stops, the database stops too, whichever process asks.

By the database's own clock. A notice or an application that is begun, submitted or filed is a filing; one that
becomes granted or refused is a decision. Everything else goes on: corrections, payments, visits, permits.
"""

FROZEN_TABLES = ("applications_application", "work_notices_worknotice")

FROZEN = """
CREATE OR REPLACE FUNCTION freezes_guard_case() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    filing boolean := TG_OP = 'INSERT' OR (OLD.status = 'draft' AND NEW.status IN ('submitted', 'filed'));
BEGIN
    IF NOT filing AND (NEW.status = OLD.status OR NEW.status NOT IN ('granted', 'refused')) THEN
        RETURN NEW;
    END IF;
    IF EXISTS (
        SELECT FROM freezes_freeze f
        WHERE f.status = 'ordered' AND f.begins_at <= now() AND (f.ends_at IS NULL OR f.ends_at > now())
        AND f.service IN ('', NEW.service) AND CASE WHEN filing THEN f.filings ELSE f.decisions END
    ) THEN
        RAISE EXCEPTION 'stopped by a freeze: %', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;
"""
