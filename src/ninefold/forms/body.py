"""Places on the body, in words, from the head down: a body map that can be spoken, typed and searched."""


def _sides(*places: str) -> list[tuple[str, str]]:
    return [
        (f"{side}-{place.replace(' ', '-')}", f"{side.capitalize()} {place}")
        for place in places
        for side in ("left", "right")
    ]


def _plain(*places: str) -> list[tuple[str, str]]:
    return [(place.replace(" ", "-"), place.capitalize()) for place in places]


PLACES: tuple[tuple[str, list[tuple[str, str]]], ...] = (
    ("Head and neck", [*_plain("scalp", "forehead", "nose", "mouth", "chin", "neck"), *_sides("eye", "cheek", "ear")]),
    (
        "Body",
        [
            *_plain("chest", "stomach", "upper back", "lower back", "bottom", "private parts"),
            *_sides("shoulder", "hip"),
        ],
    ),
    ("Arms and hands", _sides("upper arm", "elbow", "forearm", "wrist", "hand", "fingers")),
    ("Legs and feet", _sides("thigh", "knee", "shin", "calf", "ankle", "foot")),
)
LABELS = {place: label for _, places in PLACES for place, label in places}
