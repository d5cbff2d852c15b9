"""A figure of the body, drawn by us: front, back and face, each place of the list as a shape that can be chosen.

Shapes are lists of points, measured from the middle of their view and drawn for one side; the other is its mirror. Seen
from the front a person's left is on the right of the picture, seen from the back on the left.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import hypot

from ninefold.forms.body import LABELS

Points = tuple[tuple[int, int], ...]
WIDTH, HEIGHT = 360, 560
ROUND = 7  # how far from a corner its rounding begins
FRONT, BACK, FACE = (88, 4), (272, 4), (180, 476)  # the middle of each view in the picture
TITLES = ((88, 404, "Front"), (272, 404, "Back"), (272, 480, "Face"))

# Both sides of the body, drawn for the right of the picture.
ARM: dict[str, Points] = {
    "shoulder": ((11, 70), (30, 72), (42, 80), (46, 96), (33, 98), (27, 88), (11, 86)),
    "upper-arm": ((34, 101), (46, 99), (55, 138), (41, 141)),
    "elbow": ((41, 144), (55, 141), (58, 158), (45, 161)),
    "forearm": ((45, 164), (58, 161), (66, 199), (54, 202)),
    "wrist": ((54, 205), (66, 202), (69, 214), (56, 217)),
    "hand": ((55, 220), (70, 217), (77, 236), (60, 240)),
    "fingers": ((60, 243), (77, 239), (83, 258), (78, 264), (66, 266), (62, 258)),
}
LEG: dict[str, Points] = {
    "thigh": ((3, 216), (14, 208), (33, 208), (31, 267), (8, 267)),
    "knee": ((8, 270), (31, 270), (29, 293), (9, 293)),
    "shin": ((9, 296), (29, 296), (26, 345), (12, 345)),
    "ankle": ((12, 348), (26, 348), (25, 361), (12, 361)),
    "foot": ((11, 364), (26, 364), (34, 380), (31, 386), (12, 386)),
}
CALF: dict[str, Points] = {"calf": LEG["shin"]}
HIP: dict[str, Points] = {"hip": ((12, 177), (28, 177), (33, 205), (14, 205))}
NECK: Points = ((-9, 56), (9, 56), (10, 67), (-10, 67))
CHEST: Points = ((-10, 70), (10, 70), (9, 88), (26, 90), (30, 128), (-30, 128), (-26, 90), (-9, 88))
WAIST: Points = ((-30, 131), (30, 131), (28, 174), (-28, 174))
MIDDLE: dict[str, Points] = {
    "neck": NECK,
    "chest": CHEST,
    "stomach": WAIST,
    "private-parts": ((-9, 177), (9, 177), (11, 205), (0, 212), (-11, 205)),
}
BEHIND: dict[str, Points] = {
    "neck": NECK,
    "upper-back": CHEST,
    "lower-back": WAIST,
    "bottom": ((-28, 177), (28, 177), (33, 205), (0, 213), (-33, 205)),
}
HEAD: Points = ((-14, 10), (0, 5), (14, 10), (20, 24), (19, 40), (10, 53), (-10, 53), (-19, 40), (-20, 24))
# The face, larger than life.
SIDES: dict[str, Points] = {
    "eye": ((8, -17), (44, -17), (44, 2), (8, 2)),
    "cheek": ((13, 6), (45, 6), (43, 26), (36, 42), (22, 42), (22, 23), (14, 22)),
    "ear": ((51, -18), (60, -18), (63, 0), (57, 14), (49, 12)),
}
FEATURES: dict[str, Points] = {
    "scalp": ((-48, -38), (-42, -56), (-24, -68), (0, -72), (24, -68), (42, -56), (48, -38), (24, -46), (0, -48), (-24, -46)),
    "forehead": ((-47, -34), (-24, -42), (0, -44), (24, -42), (47, -34), (48, -21), (-48, -21)),
    "nose": ((-5, -17), (5, -17), (5, 2), (11, 21), (-11, 21), (-5, 2)),
    "mouth": ((-18, 26), (18, 26), (18, 42), (-18, 42)),
    "chin": ((-34, 46), (34, 46), (20, 62), (0, 68), (-20, 62)),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Region:
    """A place as a shape in the picture, and the middle of it, where its number stands."""

    place: str
    label: str
    path: str
    x: int
    y: int


def _region(place: str, points: Iterable[tuple[int, int]], view: tuple[int, int], seen: str) -> Region:
    """A shape moved to its view. ``seen`` says from where, for who hears it read out."""
    moved = [(x + view[0], y + view[1]) for x, y in points]
    middle = [sum(part) // len(moved) for part in zip(*moved, strict=True)]
    return Region(place, f"{LABELS[place]}{seen}", _rounded(moved), middle[0], middle[1])


def _rounded(points: list[tuple[int, int]]) -> str:
    """The outline through these corners, each of them rounded as a body is."""
    steps: list[str] = []
    for before, corner, after in zip([points[-1], *points], points, [*points[1:], points[0]], strict=False):
        into, out = _towards(corner, before), _towards(corner, after)
        steps.append(f"{'L' if steps else 'M'}{into} Q{corner[0]} {corner[1]} {out}")
    return " ".join(steps) + " Z"


def _towards(corner: tuple[int, int], other: tuple[int, int]) -> str:
    """A point on the way from a corner to the next, as far as the corner is round, and no further than its middle."""
    dx, dy = other[0] - corner[0], other[1] - corner[1]
    share = min(0.5, ROUND / max(hypot(dx, dy), 1))
    return f"{corner[0] + dx * share:.1f} {corner[1] + dy * share:.1f}"


def _both(shapes: dict[str, Points], view: tuple[int, int], seen: str = "", *, behind: bool = False) -> list[Region]:
    """A shape for either side, named for the person's own left and right."""
    found = []
    for name, points in shapes.items():
        for side, way in (("left", -1 if behind else 1), ("right", 1 if behind else -1)):
            found.append(_region(f"{side}-{name}", [(way * x, y) for x, y in points], view, seen))
    return found


def _single(shapes: dict[str, Points], view: tuple[int, int], seen: str = "") -> list[Region]:
    return [_region(name, points, view, seen) for name, points in shapes.items()]


SEEN = ", from behind"
LEG_BEHIND = {"thigh": LEG["thigh"], "knee": LEG["knee"], **CALF, "ankle": LEG["ankle"], "foot": LEG["foot"]}
HEAD_BEHIND: dict[str, Points] = {"scalp": HEAD}
REGIONS: tuple[Region, ...] = (
    *_single(MIDDLE, FRONT),
    *_both({**ARM, **HIP, **LEG}, FRONT),
    *_single(FEATURES, FACE),
    *_both(SIDES, FACE),
    *_single({**HEAD_BEHIND, **BEHIND}, BACK, SEEN),
    *_both({**ARM, **LEG_BEHIND}, BACK, SEEN, behind=True),
)
# What is drawn and cannot be chosen: the head of the front view, whose parts stand in the face.
PLAIN = _rounded([(x + FRONT[0], y + FRONT[1]) for x, y in HEAD])


@dataclass(frozen=True, slots=True)
class Mark:
    """A place that was noted: its number, where it stands in the picture (nowhere for a place not drawn), the note."""

    number: int
    label: str
    note: str
    region: Region | None


def marks(answer: list[dict[str, str]]) -> list[Mark]:
    """Each noted place with its number and the first shape that shows it."""
    shown: dict[str, Region] = {}
    for region in REGIONS:
        shown.setdefault(region.place, region)
    return [
        Mark(n, LABELS.get(one["place"], one["place"]), one.get("note", ""), shown.get(one["place"]))
        for n, one in enumerate(answer, 1)
    ]
