"""One id is one case, and answers are written while their case is being written.

Answers, documents and sealed records know their case by its id alone. A second case of another kind under the same
id would be a second pen on them, whatever the first one's status says.
"""

from workpermit.applications.lifecycle import OPEN_TO_CHANGE

CASE_TABLES = ("applications_application", "work_notices_worknotice", "complaints_complaint")

# A notice is written while it is a draft.
WRITTEN_IN = tuple(status.value for status in OPEN_TO_CHANGE)

ONE_CASE = """
-- Runs as the owner, who sees the cases of every account; each of the three tables has a policy for that.
CREATE OR REPLACE FUNCTION casework_guard_id() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF (TG_TABLE_NAME <> 'applications_application'
            AND EXISTS (SELECT FROM applications_application other WHERE other.id = NEW.id))
        OR (TG_TABLE_NAME <> 'work_notices_worknotice'
            AND EXISTS (SELECT FROM work_notices_worknotice other WHERE other.id = NEW.id))
        OR (TG_TABLE_NAME <> 'complaints_complaint'
            AND EXISTS (SELECT FROM complaints_complaint other WHERE other.id = NEW.id)) THEN
        RAISE EXCEPTION 'id of another case: %', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;

-- Runs as the login that writes: row policies show it the account's own cases. It takes no lock: what is saved at
-- the very moment of a submission is found by `decisions.rules.check_as_filed`.
CREATE OR REPLACE FUNCTION answers_guard_section() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    standing text;
BEGIN
    IF current_user <> 'wp_public' THEN
        RETURN NEW;
    END IF;
    SELECT a.status INTO standing FROM applications_application a WHERE a.id = NEW."case";
    IF NOT FOUND THEN
        SELECT n.status INTO standing FROM work_notices_worknotice n WHERE n.id = NEW."case";
    END IF;
    IF standing IS NULL OR standing <> ALL (TG_ARGV) THEN
        RAISE EXCEPTION 'case is not open to change: %', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;
"""
