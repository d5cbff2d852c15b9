"""Figures as a table of Markdown: one line a piece of work, a column for each home that was measured."""

from collections.abc import Sequence

from ninefold.ops.bench.timing import Timing

Column = tuple[str, Sequence[Timing]]


def markdown(columns: Sequence[Column]) -> str:
    """A table with every figure of every column: median, and the 95th percentile in brackets."""
    names = [figure.name for figure in columns[0][1]]
    lines = [
        "| what | " + " | ".join(title for title, _ in columns) + " |",
        "|---|" + "---:|" * len(columns),
    ]
    found = [{figure.name: figure for figure in figures} for _, figures in columns]
    lines += [f"| {name} | " + " | ".join(shown(column.get(name)) for column in found) + " |" for name in names]
    return "\n".join(lines)


def shown(figure: Timing | None) -> str:
    """A figure as it stands in the table."""
    if figure is None:
        return "-"
    if figure.unit == "ms":
        return f"{number(figure.median)} ({number(figure.p95)}) ms"
    if figure.unit == "times":
        return f"{figure.median:.1f} times"
    return f"{figure.median:,.0f} {figure.unit}"


def number(milliseconds: float) -> str:
    """Milliseconds with as many digits as mean something."""
    return f"{milliseconds:.1f}" if milliseconds < 10 else f"{milliseconds:,.0f}"
