"""Pictures look as they were sent, and carry nothing unseen."""

import io

import pytest
from PIL import Image

from ninefold.ledger.attachments import apart, pictures
from ninefold.ledger.attachments.check import Cleaned, RefusedFile
from tests.ledger.attachments import made


def cleaned(data: bytes, name: str = "photo.jpg") -> Cleaned:
    """What is kept of a picture."""
    return apart.look(data, name)


def shown(data: bytes, name: str = "photo.jpg") -> Image.Image:
    """What is kept of a picture, as a reader sees it."""
    return Image.open(io.BytesIO(cleaned(data, name).data))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_place_goes_and_is_said(kind: str) -> None:
    kept = cleaned(made.picture(kind, located=True))
    assert kept.taken_out == ["the place where it was taken"]
    assert kept.lossy
    assert not Image.open(io.BytesIO(kept.data)).getexif()
    assert b"telephone" not in kept.data


@pytest.mark.parametrize(("turned", "size"), [(1, (40, 30)), (3, (40, 30)), (6, (30, 40)), (8, (30, 40))])
def test_it_stands_as_it_was_held(turned: int, size: tuple[int, int]) -> None:
    picture = shown(made.picture("JPEG", turned=turned, quality=95))
    assert picture.size == size
    red = {1: (5, 15), 3: (34, 15), 6: (15, 5), 8: (15, 34)}[turned]
    level = picture.getpixel(red)
    assert isinstance(level, tuple)
    assert level[0] > 150 > level[1]


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
@pytest.mark.parametrize("ink", [0, 255])
def test_ink_on_nothing_can_be_seen(mode: str, kind: str, ink: int) -> None:
    """Transparent points may have any colour under them: the ink's own, often."""
    drawn = Image.new("RGBA", (60, 40), (ink, ink, ink, 0))
    drawn.paste((ink, ink, ink, 255), (10, 10, 50, 20))
    low, high = shown(made.saved(drawn.convert(mode) if kind == "PNG" else drawn, kind)).convert("L").getextrema()
    assert high - low > 100  # type: ignore[operator]


def test_a_picture_that_is_nearly_white_and_whole_stays_on_its_own_ground() -> None:
    assert shown(made.saved(Image.new("RGBA", (20, 20), (250, 250, 250, 255)), "PNG")).getpixel((3, 3)) == (
        250,
        250,
        250,
    )


@pytest.mark.parametrize(("deepest", "bright"), [(65535, 60000), (4095, 4000), (1023, 1000)])
@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_greys_of_sixteen_bits_are_scaled(deepest: int, bright: int, kind: str) -> None:
    row = (deepest // 4).to_bytes(2, "little") * 20 + bright.to_bytes(2, "little") * 20
    drawn = Image.frombytes("I;16", (40, 30), row * 30)
    low, high = shown(made.saved(drawn, kind)).convert("L").getextrema()
    assert (low, high) == (pytest.approx(64, abs=2), pytest.approx(bright * 255 / deepest, abs=2))


@pytest.mark.parametrize(("mode", "colour"), [("I", 40000), ("F", 0.5), ("1", 1), ("CMYK", (0, 0, 0, 0)), ("P", 0)])
def test_every_mode_is_drawn(mode: str, colour: object) -> None:
    drawn = Image.new(mode, (20, 20), colour)  # type: ignore[arg-type]
    assert shown(made.saved(drawn, "TIFF")).mode in ("L", "RGB")


def test_a_photograph_of_an_iphone_is_kept_as_one_that_every_browser_shows() -> None:
    kept = cleaned(made.heic(), "IMG_1.HEIC")
    assert kept.media_type == "image/jpeg"
    assert Image.open(io.BytesIO(kept.data)).size == (64, 48)


def test_a_fax_of_two_pages_is_a_pdf_of_two() -> None:
    import pikepdf

    pages = [Image.new("1", (200, 300), 1), Image.new("1", (200, 300), 0)]
    kept = cleaned(made.saved(pages[0], "TIFF", save_all=True, append_images=pages[1:]), "fax.tiff")
    with pikepdf.open(io.BytesIO(kept.data)) as pdf:
        assert (kept.media_type, len(pdf.pages)) == ("application/pdf", 2)
        assert "/Info" not in pdf.trailer


def test_a_large_picture_is_drawn_smaller_and_says_so() -> None:
    kept = cleaned(made.saved(Image.new("L", (4000, 100), 9), "PNG"))
    assert Image.open(io.BytesIO(kept.data)).size == (2400, 60)
    assert kept.taken_out == ["fine detail: drawn smaller, 2,400 by 60 points"]


def test_what_would_swell_is_refused_by_its_head_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    swollen = made.saved(Image.new("RGBA", (1, 1)), "PNG")
    head = bytearray(swollen)
    head[16:24] = (7070).to_bytes(4, "big") * 2
    import zlib

    head[29:33] = zlib.crc32(bytes(head[12:29])).to_bytes(4, "big")
    monkeypatch.setattr(Image.Image, "load", lambda self: pytest.fail("decoded"))
    with pytest.raises(RefusedFile, match="too many pixels"):
        pictures.clean(bytes(head), "bomb.png")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize("share", [0.1, 0.4, 0.8])
def test_one_that_is_cut_off_is_refused_in_a_sentence(kind: str, share: float) -> None:
    noise = Image.effect_noise((60, 60), 90)
    data = made.saved(noise, kind)
    with pytest.raises(RefusedFile, match="damaged"):
        cleaned(data[: int(len(data) * share)])
