"""The picture of the figures: each rate as a bar, as a share of its target or of its limit."""

from collections.abc import Sequence
from html import escape

from bench.line import Line

WIDTH, ROW, LEFT, BAR = 1000, 44, 420, 320  # px; BAR is the length of a bar at its bound
MOST = 1.25  # of the bound; longer bars are cut


def draw(lines: Sequence[Line], day: str) -> str:
    """An SVG that needs nothing from outside. A bar ends at what is asked, or else at the limit."""
    height = 96 + ROW * len(lines)
    bars = "\n".join(_bar(line, 84 + ROW * place) for place, line in enumerate(lines))
    edge = LEFT + BAR
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="t d"
 font-family="system-ui, sans-serif" font-size="14">
<title id="t">Measured rates, {escape(day)}</title>
<desc id="d">{escape("; ".join(f"{line.operation}: {line.measured.rate:,.0f} per second" for line in lines))}</desc>
<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>
<text x="16" y="32" font-size="19" font-weight="600" fill="#073c47">Measured rates, {escape(day)}</text>
<text x="16" y="56" fill="#44565c">Dark: beside the target. Light: no target, beside the limit of the same run.</text>
<line x1="{edge}" y1="70" x2="{edge}" y2="{height - 16}" stroke="#a4472b" stroke-width="2"/>
<text x="{edge}" y="64" text-anchor="middle" fill="#a4472b">target or limit</text>
{bars}
</svg>
"""


def bound(line: Line) -> float | None:
    """What the rate is drawn against: the target, a rate that follows from the time asked, or the limit."""
    if line.target.rate:
        return line.target.rate
    if line.target.p50:
        return 1000 * line.clients / line.target.p50
    return line.limit


def _bar(line: Line, top: int) -> str:
    against = bound(line)
    share = line.measured.rate / against if against else 0.0
    asked = line.target.rate or line.target.p50
    length = round(BAR * min(share, MOST))
    colour = "#0b6b7f" if asked else "#9cc5ce"
    words = f"{line.measured.rate:,.0f}/s" + (f" of {against:,.0f}" if against else "")
    return (
        f'<text x="{LEFT - 12}" y="{top + 17}" text-anchor="end" fill="#1c2b30">{escape(line.operation)}</text>'
        f'<rect x="{LEFT}" y="{top}" width="{max(length, 1)}" height="24" rx="3" fill="{colour}"/>'
        f'<text x="{LEFT + BAR * MOST + 10}" y="{top + 17}" fill="#1c2b30">{escape(words)}</text>'
    )
