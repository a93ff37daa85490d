"""What a visitor asked a centre to be ready for (a wheelchair, a child) is forgotten when the appointment ends.

It says something about a person and stands beside the appointment in a plain column, because the centre must see it
before anybody has checked in. So the database empties it in the very statement that ends the appointment, whoever
writes that.
"""

from workpermit.appointments.queries import OPEN

NEEDS_TABLE = "appointments_appointment"
_OPEN = ", ".join(f"'{status.value}'" for status in OPEN)

NEEDS = f"""
CREATE OR REPLACE FUNCTION appointments_forget_needs() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.status NOT IN ({_OPEN}) THEN
        NEW.needs := '[]';
    END IF;
    RETURN NEW;
END
$$;
"""
