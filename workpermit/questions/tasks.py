"""Ending the wait for answers that do not come."""

from django.utils import timezone
from procrastinate.contrib.django import app

from workpermit.casework.lifecycle import CaseHasMoved, WrongStatus
from workpermit.questions import services
from workpermit.questions.queries import list_expired


@app.periodic(cron="* * * * * */10")
@app.task(name="end_questions", queue="clock", queueing_lock="end_questions")
def end_questions(timestamp: int) -> None:
    """Let the office go on where nobody answered in time."""
    at = timezone.now()
    for question in list_expired(at):
        try:
            services.expire_question(question=question, at=at)
        except (CaseHasMoved, WrongStatus):
            continue  # an answer came first
