"""Small drawings inside a page: a row of bars for each grade, a line over the years, a grid of authorities.

They are drawn by attributes alone, so that the content security policy holds, are legible on a phone, follow light and
dark, and repeat in shape and number what colour says. Behind each stands its table.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH = 340  # units across; a phone's page is about as many points wide
HIGH = 44


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: what stands under it, its share of the whole, and what stands above it. A gap has no share."""

    under: str
    share: float | None
    above: str


def bars(title: str, look: str, many: Sequence[Bar]) -> SafeString:
    """A row of bars of shares, each with its share above and its year below; a gap is drawn open and says so."""
    step = WIDTH / max(1, len(many))
    width = min(26.0, step * 0.62)
    most = max((bar.share or 0 for bar in many), default=0) or 1
    parts = format_html_join("", "{}", ((_bar(place, bar, step, width, most, look),) for place, bar in enumerate(many)))
    told = "; ".join(f"{bar.under} {bar.above or 'no data'}" for bar in many)
    return format_html(
        '<svg class="bars" viewBox="0 0 {} {}" role="img" aria-label="{}: {}" preserveAspectRatio="xMinYMid meet">{}</svg>',
        WIDTH,
        HIGH + 34,
        title,
        told,
        parts,
    )


def _bar(place: int, bar: Bar, step: float, width: float, most: float, look: str) -> SafeString:
    middle = round(step * (place + 0.5), 1)
    label = format_html(
        '<text x="{}" y="{}" text-anchor="middle" class="under">{}</text>', middle, HIGH + 30, bar.under
    )
    left = round(middle - width / 2, 1)
    if bar.share is None:
        gap = format_html('<rect x="{}" y="{}" width="{}" height="8" class="gap"/>', left, HIGH + 8, round(width, 1))
        return format_html("{}{}", gap, label)
    height = round(max(1.5, HIGH * bar.share / most), 1)
    return format_html(
        '<rect x="{}" y="{}" width="{}" height="{}" class="{}"/><text x="{}" y="{}" text-anchor="middle">{}</text>{}',
        *(left, round(HIGH + 16 - height, 1), round(width, 1), height, look),
        *(middle, round(HIGH + 12 - height, 1), bar.above, label),
    )


@dataclass(frozen=True, slots=True)
class AuthorityCell:
    """An authority in the grid: its homes, the share of the graded that are good or better, and where it leads."""

    name: str
    href: str
    homes: int
    graded: int
    good: int
    near: bool = False

    @property
    def share(self) -> float | None:
        """The share of those with a grade that are good or outstanding."""
        return self.good / self.graded if self.graded else None

    @property
    def percent(self) -> int:
        """The same in whole per cent, for the bar."""
        return round(100 * (self.share or 0))
