"""What a later last hour to pay does to the applications of a cohort."""

from datetime import datetime

from django.db import connection

# Those that the cohort's hour bound, and no other: each gets the end of its own window, or the new hour if that is
# earlier. One statement, however many they are.
_EXTEND = """
    WITH moved AS (
        UPDATE applications_application a
           SET due_at = LEAST(
               a.status_changed_at + make_interval(secs => (v.definition #>> ARRAY[
                   'windows', CASE a.status WHEN 'submitted' THEN 'filing_fee' ELSE 'permit_fee' END, 'seconds'
               ])::double precision),
               %s::timestamptz)
          FROM catalogue_serviceversion v
         WHERE v.id = a.service_version AND a.cohort = %s AND a.due_at = %s AND a.status IN ('submitted', 'granted')
     RETURNING a.id, a.due_at
    )
    UPDATE fees_bill b SET due_at = moved.due_at FROM moved WHERE b.application = moved.id AND b.status = 'open'
"""


def extend_payment(*, cohort: str, was: datetime, until: datetime | None) -> int:
    """Move the last moment to pay of every open bill that the cohort's hour `was` bounded; how many moved.

    `until` is the new last hour, None where there is none any more; the caller holds the cohort alone, so that
    nothing is filed under the old hour meanwhile.
    """
    with connection.cursor() as cursor:
        cursor.execute(_EXTEND, [until, cohort, was])
        moved: int = cursor.rowcount
    return moved
