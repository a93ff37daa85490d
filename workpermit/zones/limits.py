"""How many places one employer, account, worker or application may take: kept by the database, whichever process asks.

The employer is known by the vault's word for it, which the checks leave with the application; the trigger copies it, so
that nobody who writes can choose it. Two accounts of one employer, or its agents, share its places. Where no employer
is known, whoever books stands for it.

An account sees its own appointments alone, so a worker's places under other employers are counted here, where the
function runs as the owner. Each count is held by a lock until the end of the transaction, so that two at once do not
both find room. The numbers are the catalogue's.
"""

from workpermit.appointments.models import ACCOUNT_DAY, APPLICATION_WEEK, EMPLOYER_DAY, WORKER_OPEN
from workpermit.catalogue.queries import booking_limit

_FUNCTION = """
CREATE OR REPLACE FUNCTION appointments_guard_limits() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    known text;
BEGIN
    SELECT NULLIF(m.employer_ref, '') INTO known FROM applications_application m WHERE m.id = NEW.application;
    NEW.employer := COALESCE(known, NEW.booked_by::text);
    PERFORM pg_advisory_xact_lock(hashtextextended('places of ' || NEW.booked_by || ' on ' || NEW.day, 0));
    IF (
        SELECT count(*) FROM appointments_appointment a WHERE a.booked_by = NEW.booked_by AND a.day = NEW.day
        AND a.status NOT IN ('cancelled', 'moved', 'displaced')
    ) >= {account_day} THEN
        RAISE EXCEPTION 'too many places' USING ERRCODE = 'check_violation', CONSTRAINT = '{account_day_name}';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('places of ' || NEW.employer || ' on ' || NEW.day, 0));
    IF (
        SELECT count(*) FROM appointments_appointment a WHERE a.employer = NEW.employer AND a.day = NEW.day
        AND a.status NOT IN ('cancelled', 'moved', 'displaced')
    ) >= {employer_day} THEN
        -- Raised under the name of the account where that stands for the employer.
        IF known IS NULL THEN
            RAISE EXCEPTION 'too many places' USING ERRCODE = 'check_violation', CONSTRAINT = '{account_day_name}';
        END IF;
        RAISE EXCEPTION 'too many places' USING ERRCODE = 'check_violation', CONSTRAINT = '{employer_day_name}';
    END IF;
    IF (
        SELECT count(*) FROM appointments_appointment a WHERE a.application = NEW.application
        AND a.booked_at > NEW.booked_at - interval '7 days'
    ) >= {application_week} THEN
        RAISE EXCEPTION 'too often' USING ERRCODE = 'check_violation', CONSTRAINT = '{application_week_name}';
    END IF;
    IF NEW.worker IS NOT NULL THEN
        PERFORM pg_advisory_xact_lock(hashtextextended('places for ' || NEW.worker, 0));
        IF (
            SELECT count(*) FROM appointments_appointment a WHERE a.worker = NEW.worker
            AND a.status IN ('booked', 'checked_in')
        ) >= {worker_open} THEN
            RAISE EXCEPTION 'too many places' USING ERRCODE = 'check_violation', CONSTRAINT = '{worker_open_name}';
        END IF;
    END IF;
    RETURN NEW;
END
$$;
-- One word for whoever gives a place back: he sees no other account's place in the list.
CREATE OR REPLACE FUNCTION appointments_somebody_waits(centre text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM appointments_waitingplace w WHERE w.centre = $1 AND w.status = 'waiting')
$$;
DROP TRIGGER IF EXISTS places_are_not_gathered ON appointments_appointment;
CREATE TRIGGER places_are_not_gathered BEFORE INSERT ON appointments_appointment
    FOR EACH ROW EXECUTE FUNCTION appointments_guard_limits();
ALTER TABLE appointments_appointment ENABLE ALWAYS TRIGGER places_are_not_gathered;
"""


def limits_guard() -> str:
    """The function and its trigger, with the numbers of the catalogue."""
    numbers = {code: booking_limit(code) for code in ("account_day", "employer_day", "worker_open", "application_week")}
    return _FUNCTION.format(
        account_day_name=ACCOUNT_DAY,
        employer_day_name=EMPLOYER_DAY,
        worker_open_name=WORKER_OPEN,
        application_week_name=APPLICATION_WEEK,
        **numbers,
    )
