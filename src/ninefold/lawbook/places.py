"""Where the files of a library lie in its folder. Apart, so that who takes a compiled library reads no YAML."""

from pathlib import Path

PLACES = (
    "sources.yaml", "sources/*.yaml", "judgements.yaml", "pages.yaml", "checks.yaml", "changes.yaml", "statuses.yaml", "escalation.yaml", "standards/*.yaml", "records/*/*.yaml",
    "duties/*.yaml", "registers/*.yaml", "series/*.yaml", "reports/*.yaml", "wanted/*.yaml",
    "words/roles.yaml", "words/suggestions.yaml", "words/practice.yaml", "words/areas.yaml", "words/keeping.yaml", "words/unread.yaml", "words/substances.yaml", "words/families.yaml", "words/missing.yaml",
)  # fmt: skip


def paths(folder: Path) -> list[Path]:
    """The files of a library in ``folder``, in order of path."""
    return sorted({path for place in PLACES for path in folder.glob(place)})
