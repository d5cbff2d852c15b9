"""Files that records hold: given only to those who may see a record that holds them."""

from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

from ninefold.ledger import attachments
from ninefold.ledger.models import Attachment, Held
from ninefold.people.access import Viewer, visible
from ninefold.web.views import HomeRequest, in_home, looked

SHOWN_IN_PAGE = ("image/jpeg", "image/png")


@require_safe
@in_home
def file(request: HomeRequest, sha: str) -> FileResponse:
    """A picture or PDF. The same answer for one that is not there and one that is not theirs to see."""
    if not _may_see(request.viewer, sha):
        raise Http404
    try:
        kept, opened = attachments.open_file(request.viewer.home, sha)
    except (Attachment.DoesNotExist, FileNotFoundError) as missing:
        raise Http404 from missing
    looked(request.viewer, "file")
    return FileResponse(
        opened,
        as_attachment=kept.media_type not in SHOWN_IN_PAGE,
        filename=kept.name,
        content_type=kept.media_type,
        headers={"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"},
    )


def _may_see(viewer: Viewer, sha: str) -> bool:
    return visible(viewer, Held.objects.filter(sha256=sha), "record__").exists()
