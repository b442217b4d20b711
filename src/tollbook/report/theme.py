"""Colours and type of the charts, for a light and a dark page."""

from typing import Any, Literal

__all__ = ["Mode", "make_theme", "style_swatches"]

Mode = Literal["light", "dark"]

# Okabe and Ito's colours, which colour-blind readers tell apart, made darker or lighter until they stand out.
_COLOURS = {
    "light": ("#0b6aa8", "#c04a00", "#00795a", "#a4488a", "#8a6d00", "#3b3b98", "#b3272d", "#4b7f2a", "#77736c"),
    "dark": ("#6cb8ee", "#ff9a5c", "#4fcfa5", "#eb9fd0", "#e3c54c", "#a5a5f5", "#ff8f8f", "#a6d46c", "#a19d95"),
}
_INK = {"light": ("#ffffff", "#1d1c1a", "#5b5853", "#e4e0d8"), "dark": ("#191a1c", "#ecebe8", "#b3b0aa", "#37393d")}
_FONT = "system-ui, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif"


def make_theme(mode: Mode) -> dict[str, Any]:
    """Return the colours and type of all charts, as a Vega-Lite configuration for a light or a dark page."""
    paper, ink, quiet, line = _INK[mode]
    return {
        "background": paper,
        "font": _FONT,
        "view": {"stroke": None},
        "range": {"category": list(_COLOURS[mode])},
        "axis": {
            "labelColor": quiet, "titleColor": quiet, "domainColor": line, "tickColor": line, "gridColor": line,
            "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal", "labelLimit": 260,
        },
        "axisY": {"domain": False, "ticks": False, "labelPadding": 8},
        "axisX": {"grid": False, "labelOverlap": True, "labelPadding": 4},
        "title": {
            "color": ink, "subtitleColor": quiet, "fontSize": 16, "subtitleFontSize": 12, "subtitleLineHeight": 16,
            "anchor": "start", "offset": 14, "frame": "group",
        },
        "text": {"color": ink, "fontSize": 12},
        "rule": {"color": quiet},
        "legend": {"labelColor": ink, "titleColor": quiet, "labelFontSize": 12, "titleFontWeight": "normal"},
    }  # fmt: skip


def style_swatches() -> str:
    """Return the style sheet that gives the claimants in lists the colours that they have in charts."""
    light, dark = (
        "\n".join(f"{indent}.colour-{place} {{ color: {colour}; }}" for place, colour in enumerate(_COLOURS[mode]))
        for mode, indent in (("light", ""), ("dark", "  "))
    )
    return f"{light}\n\n@media screen and (prefers-color-scheme: dark) {{\n{dark}\n}}\n"
