"""A child's photo, drawn small: given to who may see the record that holds it, while it may be shown, and written down."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from ninefold.insight.photos import PAGE, photos
from ninefold.ledger.attachments.small import small
from ninefold.ledger.models import Attachment, RecordSubject
from ninefold.web.views import HomeRequest, in_home, looked

SIDE = 320  # points: a face on the sharpest screen, and too small for anything else
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
}


@require_safe
@in_home
def photo(request: HomeRequest, record: str) -> HttpResponse:
    """The small photo that ``record`` holds. The same answer for none, and for one that is not to be shown (any more)."""
    about = RecordSubject.objects.filter(record=record, kind="child", role="about").values_list("subject", flat=True)
    shown = photos(request.viewer, list(about), PAGE)
    kept = next((one for one in shown.values() if one.record == record), None)
    if kept is None:
        raise Http404
    try:
        drawn = small(request.viewer.home, kept.sha256, SIDE)
    except (Attachment.DoesNotExist, FileNotFoundError) as gone:
        raise Http404 from gone
    looked(request.viewer, "photo", people=list(shown), record=record)
    return HttpResponse(drawn, content_type="image/jpeg", headers=HEADERS)
