"""Pictures drawn anew as they looked when sent: upright, on a ground, with their greys, without what they carry unseen."""

import io
from collections.abc import Iterator
from typing import Any

import pillow_heif
from PIL import Image, ImageCms, ImageOps, ImageSequence, ImageStat, UnidentifiedImageError

from ninefold.ledger.attachments.check import Cleaned, RefusedFile

MOST_PIXELS = 50_000_000
MOST_UNPACKED = 150_000_000  # bytes of memory, before anything is decoded; a JPEG is read small and needs less
MOST_PAGES = 100
LONGEST_SIDE = 2400
LONGEST_PAGE = 3600  # a page of text, at more than 300 dots an inch of A4
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF", "TIFF")
BYTES = {"1": 1, "L": 1, "LA": 4, "I;16": 6, "I;16B": 6, "I;16L": 6}  # as decoded, and as widened to be drawn
GPS = 0x8825
WHITE, SLATE = (255, 255, 255), (60, 64, 67)
DAMAGED = (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, KeyError, TypeError)


def clean(data: bytes, name: str) -> Cleaned:
    """A picture as JPEG or PNG, a TIFF of several pages as PDF. Raises RefusedFile."""
    pillow_heif.register_heif_opener(thumbnails=False)
    Image.MAX_IMAGE_PIXELS = None  # measured by _measure, which refuses in a sentence
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            _measure(picture)
            if picture.format == "TIFF" and getattr(picture, "n_frames", 1) > 1:
                return _pages(picture)
            return _single(picture)
    except DAMAGED as problem:
        raise RefusedFile("This picture is damaged and cannot be opened.") from problem


def _measure(picture: Image.Image) -> None:
    """Refuse a picture by the size that its head states, before it is decoded."""
    points = picture.width * picture.height
    unpacked = points * BYTES.get(picture.mode, 4)
    if points > MOST_PIXELS or (picture.format not in ("JPEG", "HEIF") and unpacked > MOST_UNPACKED):
        raise RefusedFile(
            f"This picture has too many pixels ({picture.width:,} by {picture.height:,}). "
            "Please save it smaller, or as a JPEG, and add that."
        )


def _single(picture: Image.Image) -> Cleaned:
    size, kind = picture.size, picture.format
    exif = picture.getexif()
    frames = getattr(picture, "n_frames", 1)
    carried = bool(exif) or bool(set(picture.info) & {"comment", "xmp", "XML:com.adobe.xmp", "exif", "photoshop"})
    placed = bool(exif.get_ifd(GPS))
    profile, clear = picture.info.get("icc_profile"), _is_clear(picture)
    deep = picture.mode.startswith(("I", "F"))
    drawn = drawn_anew(picture, LONGEST_SIDE, profile)
    taken_out = []
    if placed:
        taken_out.append("the place where it was taken")
    if max(size) > LONGEST_SIDE:
        taken_out.append(f"fine detail: drawn smaller, {drawn.width:,} by {drawn.height:,} points")
    if frames > 1:
        taken_out.append(f"movement or further pictures: {frames - 1} more")
    out = io.BytesIO()
    as_png = kind in ("PNG", "TIFF") or clear
    if as_png:
        drawn.save(out, "PNG")
    else:
        drawn.save(out, "JPEG", quality=88)
    lossy = bool(taken_out) or carried or clear or deep or not as_png or kind != "PNG"
    return Cleaned(out.getvalue(), "image/png" if as_png else "image/jpeg", taken_out, lossy)


def _pages(picture: Image.Image) -> Cleaned:
    """A fax or scan of several pages as a PDF with a page for each."""
    count = int(getattr(picture, "n_frames", 1))
    if count > MOST_PAGES:
        raise RefusedFile(f"This scan has {count} pages; {MOST_PAGES} are taken at once. Please send it in parts.")

    def drawn() -> Iterator[Image.Image]:
        for frame in ImageSequence.Iterator(picture):
            _measure(frame)
            yield drawn_anew(frame, LONGEST_PAGE, None)

    pages = drawn()
    out = io.BytesIO()
    next(pages).save(out, "PDF", save_all=True, append_images=pages, resolution=200.0)
    # Pillow writes when and with what it was made; a scan is kept by what it shows.
    from ninefold.ledger.attachments import papers

    again = papers.clean(out.getvalue(), "")
    return Cleaned(again.data, "application/pdf", [], lossy=True)


def _is_clear(picture: Image.Image) -> bool:
    return "A" in picture.getbands() or "a" in picture.mode or "transparency" in picture.info


def drawn_anew(picture: Image.Image, longest: int, profile: Any) -> Image.Image:
    """``picture`` upright, at most ``longest`` points a side, in eight bits of RGB or grey, on a ground."""
    if picture.mode.startswith("I;16"):
        drawn = _eight_bits_of_sixteen(picture)
    elif picture.mode in ("I", "F"):
        drawn = _scaled(picture)
    elif picture.mode == "P" or "transparency" in picture.info:
        drawn = picture.convert("RGBA" if _is_clear(picture) else "RGB")
    elif picture.mode in ("LA", "La", "RGBa"):
        drawn = picture.convert("RGBA")
    elif picture.mode == "1":
        drawn = picture.convert("L")
    else:
        drawn = picture
    if drawn.mode == "RGBA":
        drawn = _in_strips(drawn, longest)
    drawn.thumbnail((longest, longest), reducing_gap=1.5)  # by which a JPEG is decoded small
    drawn = ImageOps.exif_transpose(drawn)
    if drawn.mode == "RGBA":
        drawn = _on_a_ground(drawn)
    return _plain_colours(drawn, profile)


def _in_strips(picture: Image.Image, longest: int) -> Image.Image:
    """A large transparent picture made smaller a strip at a time: at once it would be copied whole, twice."""
    factor = max(picture.size) // longest
    if factor < 2:
        return picture
    small = Image.new("RGBA", (-(-picture.width // factor), -(-picture.height // factor)))
    for top in range(0, picture.height, 64 * factor):
        strip = picture.crop((0, top, picture.width, min(top + 64 * factor, picture.height)))
        small.paste(strip.reduce(factor), (0, top // factor))
    return small


def _plain_colours(drawn: Image.Image, profile: Any) -> Image.Image:
    """In the colours every screen shows. A profile that is damaged is left aside."""
    wanted = "L" if drawn.mode == "L" else "RGB"
    if profile and drawn.mode in ("RGB", "CMYK"):
        try:
            source, target = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
            changed = ImageCms.profileToProfile(drawn, source, target, outputMode="RGB")
            drawn = changed or drawn
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass
    plain = drawn if drawn.mode == wanted else drawn.convert(wanted)
    bare = Image.new(plain.mode, plain.size)
    bare.paste(plain)
    return bare


def _on_a_ground(drawn: Image.Image) -> Image.Image:
    """A transparent picture on white; on slate when what it shows is itself nearly white."""
    alpha = drawn.getchannel("A")
    shown = alpha.point([255 if level > 32 else 0 for level in range(256)])
    mean = ImageStat.Stat(drawn.convert("L"), shown).mean[0] if shown.getbbox() else 0
    clear = ImageStat.Stat(alpha).mean[0] < 250
    ground = Image.new("RGB", drawn.size, SLATE if mean > 215 and clear else WHITE)
    ground.paste(drawn.convert("RGB"), mask=alpha)
    return ground


def _eight_bits_of_sixteen(picture: Image.Image) -> Image.Image:
    """Sixteen bits of grey as eight. A scanner of ten or twelve bits fills only the lowest of them."""
    top = int(picture.getextrema()[1])  # type: ignore[arg-type]
    full = next(limit for limit in (255, 1023, 4095, 65535) if top <= limit)
    table = [min(255, level * 255 // full) for level in range(65536)]
    return picture.convert("I").point(table, "L")


def _scaled(picture: Image.Image) -> Image.Image:
    """Wider numbers as eight bits: those of a scan of sixteen by their scale, all others by their own range."""
    low, high = (float(edge) for edge in picture.getextrema())  # type: ignore[arg-type]
    if low >= 0 and 255 < high <= 65535 and picture.mode == "I":
        low, high = 0.0, next(float(limit) for limit in (1023, 4095, 65535) if high <= limit)
    elif low >= 0 and high <= 255:
        low, high = 0.0, 255.0
    step = 255 / (high - low) if high > low else 1.0
    return picture.convert("F").point(lambda level: level * step + -low * step).convert("L")
