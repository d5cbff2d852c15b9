"""Pictures."""

from ninefold.forms.kinds.file import FileKind


class PhotoKind(FileKind):
    """Files that are pictures."""

    only_pictures = True
    accepts = "image/jpeg,image/png,image/webp,image/heic,image/heif,image/tiff,.heic"


KIND = PhotoKind()
