"""The bank's callback: verified with the bank's own key, kept as it came, answered the same each time."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from workpermit.fees.notice import LONGEST, NoticeDoesNotVerify, read_notice
from workpermit.fees.services import receive_notice


@csrf_exempt  # no browser and no session stands behind this: the signature in the body is the proof
@require_POST
def receive_payment(request: HttpRequest) -> HttpResponse:
    """Take one signed notice. 202 whether it is new or a repetition, 400 if it does not verify."""
    if int(request.headers.get("Content-Length") or 0) > LONGEST:
        return _problem("too-large", 413)
    bank = settings.EWP["bank"]
    try:
        notice = read_notice(request.body.decode("ascii").strip(), bank_key=bank["public_key"], biller=bank["biller"])
    except (NoticeDoesNotVerify, UnicodeDecodeError):
        return _problem("does-not-verify", 400)
    fresh = receive_notice(notice=notice, at=timezone.now())
    return JsonResponse({"id": notice.bank_id, "repeated": not fresh}, status=202)


def _problem(kind: str, status: int) -> HttpResponse:
    """RFC 9457, without a word of what was sent."""
    return JsonResponse(
        {"type": f"about:{kind}", "title": kind.replace("-", " "), "status": status},
        status=status,
        content_type="application/problem+json",
    )
