"""What waits in the queue, seen as its owner."""

import json
from uuid import UUID

from django.db import connection


def queued(task: str) -> list[UUID]:
    """The records that a task is asked for, in the order of asking; a job carries nothing else."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT args::text FROM procrastinate_jobs WHERE task_name = %s ORDER BY id", [task])
        asked = [json.loads(args) for (args,) in cursor.fetchall()]
    assert all(args.keys() == {"record"} for args in asked)
    return [UUID(args["record"]) for args in asked]
