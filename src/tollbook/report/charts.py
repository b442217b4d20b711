"""How figures are drawn: Vega-Lite specifications without their data, the same for pages and for picture files.

A point is a dot, a range a bar from end to end, an open bound a line with an arrow to where the number may lie, a
confirmed figure a square on a shaded floor, a projection dashed from the figure that it starts from. Rows carry what
`queries/` give: `date`, `start`, `lower`, `best`, `upper`, `value`, `form`, `status`, `claimant`, `colour`.
"""

from typing import Any, Literal

__all__ = ["LABELS_WIDTH", "draw_figures", "draw_matrix", "draw_rates", "draw_ratios", "make_theme", "style_swatches"]

Spec = dict[str, Any]
Mode = Literal["light", "dark"]

LABELS_WIDTH = 250
"""Width of the claimants' names beside a chart of figures; in pixels."""

_SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
# Okabe and Ito's colours, which colour-blind readers tell apart, made darker or lighter until they stand out.
_COLOURS = {
    "light": ("#0b6aa8", "#c04a00", "#00795a", "#a4488a", "#8a6d00", "#3b3b98", "#b3272d", "#4b7f2a", "#77736c"),
    "dark": ("#6cb8ee", "#ff9a5c", "#4fcfa5", "#eb9fd0", "#e3c54c", "#a5a5f5", "#ff8f8f", "#a6d46c", "#a19d95"),
}
_INK = {"light": ("#ffffff", "#1d1c1a", "#5b5853", "#e4e0d8"), "dark": ("#191a1c", "#ecebe8", "#b3b0aa", "#37393d")}
_FONT = "system-ui, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif"

# A short line where the bound lies, and an arrow to the numbers that it allows.
_AT_LEAST = "M-1,0 L1,0 M0,0 L0,-2.2 M-0.6,-1.5 L0,-2.2 L0.6,-1.5"
_UP_TO = "M-1,0 L1,0 M0,0 L0,2.2 M-0.6,1.5 L0,2.2 L0.6,1.5"


def make_theme(mode: Mode) -> Spec:
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
    return f"{light}\n\n@media (prefers-color-scheme: dark) {{\n{dark}\n}}\n"


def draw_figures() -> Spec:
    """Return the chart of claimants' figures over time, with their names beside it in the order of their last figures.

    The layer `names` may be left out where there is no room for it.
    """
    y = {"field": "value", "type": "quantitative", "title": None, "axis": {"format": ",.12~g"}, "scale": {"zero": True}}
    happened = "datum.status != 'projected'"
    projected = "datum.status == 'projected'"
    return {
        "$schema": _SCHEMA,
        "data": {"name": "figures"},
        "height": 380,
        "encoding": {"x": _date("date"), "y": y, "color": _colour()},
        "layer": [
            {
                "name": "floors",
                "transform": [
                    {"filter": "datum.status == 'confirmed' && datum.lower != null && datum.start == null"},
                ],
                "mark": {"type": "area", "interpolate": "step-after", "opacity": 0.12},
                "encoding": {"y": {**y, "field": "lower"}, "y2": {"datum": 0}, "detail": _line_of()},
            },
            {
                "name": "lines",
                "transform": [
                    {
                        "filter": f"{happened} && datum.form == 'point' && datum.start == null && datum.claimant"
                        " && datum.time_basis == 'cumulative' && !datum.is_doubtful"
                    }
                ],
                "mark": {"type": "line", "strokeWidth": 1.3, "opacity": 0.6},
                "encoding": {"detail": _line_of()},
            },
            {
                "name": "windows",
                "transform": [{"filter": "datum.start != null"}],
                "mark": {"type": "rule", "strokeWidth": 2, "opacity": 0.5, "cursor": "pointer"},
                "encoding": {"x": _date("start"), "x2": {"field": "date"}},
            },
            *_layer_bounds(y, happened),
            {
                "name": "points",
                "transform": [{"filter": f"{happened} && datum.form == 'point'"}],
                "mark": {"type": "point", "filled": True, "cursor": "pointer"},
                "encoding": {
                    "size": {"condition": {"test": "datum.n_of_claimant > 100", "value": 9}, "value": 42},
                    "shape": {
                        "condition": {"test": "datum.status == 'confirmed'", "value": "square"},
                        "value": "circle",
                    },
                    "opacity": {"condition": {"test": "datum.is_doubtful", "value": 0.35}, "value": 0.9},
                },
            },
            {
                "name": "ways",
                "transform": [{"filter": f"{projected} && datum.base_date != null"}],
                "mark": {"type": "rule", "strokeDash": [5, 4], "strokeWidth": 1.5},
                "encoding": {
                    "x": _date("base_date"),
                    "x2": {"field": "date"},
                    "y": {**y, "field": "base"},
                    "y2": {"field": "value"},
                },
            },
            {
                "name": "projections",
                "transform": [{"filter": projected}],
                "mark": {"type": "point", "shape": "diamond", "size": 90, "filled": False, "cursor": "pointer"},
            },
            {
                "name": "names",
                "transform": [
                    {"filter": "datum.claimant"},
                    {
                        "aggregate": [{"op": "argmax", "field": "date", "as": "last"}],
                        "groupby": ["claimant", "colour"],
                    },
                    {"calculate": "datum.last.value", "as": "height"},
                    {
                        "window": [{"op": "row_number", "as": "place"}],
                        "sort": [{"field": "height", "order": "descending"}],
                    },
                    {"calculate": "datum.place * 17 - 8", "as": "place"},
                ],
                "mark": {"type": "text", "align": "left", "limit": LABELS_WIDTH - 20, "fontWeight": 500},
                "encoding": {
                    "x": {"value": {"expr": "width + 14"}},
                    "y": {"field": "place", "type": "quantitative", "scale": None, "axis": None},
                    "text": {"field": "claimant"},
                },
            },
        ],
    }


def draw_ratios() -> Spec:
    """Return the chart of ratios over time on a logarithmic scale, with a line where both are equal."""
    y = {
        "field": "value", "type": "quantitative", "title": None,
        "scale": {"type": "log", "nice": False, "padding": 12}, "axis": {"format": "~g", "tickCount": 6},
    }  # fmt: skip
    return {
        "$schema": _SCHEMA,
        "data": {"name": "figures"},
        "height": 300,
        "encoding": {"x": _date("date"), "y": y, "color": _colour()},
        "layer": [
            {
                "data": {"values": [{"value": 1}]},
                "mark": {"type": "rule", "strokeDash": [2, 3]},
                "encoding": {"x": {"value": 0}, "x2": {"value": "width"}, "color": None},
            },
            *_layer_bounds(y, "true"),
            {
                "name": "points",
                "transform": [{"filter": "datum.form == 'point'"}],
                "mark": {"type": "point", "size": 42, "cursor": "pointer"},
                "encoding": {
                    "fillOpacity": {"condition": {"test": "datum.is_comparable", "value": 1}, "value": 0},
                    "fill": {
                        "field": "colour",
                        "type": "nominal",
                        "scale": {"domain": list(range(9))},
                        "legend": None,
                    },
                },
            },
        ],
    }


def draw_rates() -> Spec:
    """Return the chart of rates; each lies over the days that it is about. Stated rates are squares, derived are dots."""
    y = {"field": "value", "type": "quantitative", "title": None, "axis": {"format": ",.12~g"}, "scale": {"zero": True}}
    return {
        "$schema": _SCHEMA,
        "data": {"name": "figures"},
        "height": 340,
        "encoding": {"x": _date("date"), "y": y, "color": _colour()},
        "layer": [
            {
                "name": "windows",
                "transform": [{"filter": "datum.method != 'average_since_start'"}],
                "mark": {"type": "rule", "strokeWidth": 2, "opacity": 0.45, "cursor": "pointer"},
                "encoding": {"x": _date("start"), "x2": {"field": "date"}},
            },
            *_layer_bounds(y, "true"),
            {
                "name": "points",
                "transform": [{"filter": "datum.form == 'point'"}],
                "mark": {"type": "point", "filled": True, "cursor": "pointer"},
                "encoding": {
                    "shape": {"condition": {"test": "datum.is_stated", "value": "square"}, "value": "circle"},
                    "size": {"condition": {"test": "datum.is_stated", "value": 80}, "value": 26},
                    "opacity": {"condition": {"test": "datum.is_stated", "value": 1}, "value": 0.65},
                },
            },
        ],
    }


def draw_matrix() -> Spec:
    """Return the matrix of claimants: each cell is how many times the row's figures are of the column's."""
    place = {"type": "nominal", "title": None, "sort": None}
    return {
        "$schema": _SCHEMA,
        "data": {"name": "figures"},
        "width": {"step": 56},
        "height": {"step": 34},
        "encoding": {
            "x": {**place, "field": "short_b", "axis": {"orient": "top", "labelAngle": 0, "domain": False, "ticks": False}},
            "y": {**place, "field": "label_a", "axis": {"domain": False, "ticks": False, "labelLimit": 280}},
        },
        "layer": [
            {
                "mark": {"type": "rect", "cursor": "pointer", "cornerRadius": 2},
                "encoding": {
                    "color": {
                        "field": "logarithm", "type": "quantitative", "legend": None,
                        "scale": {"domain": [-1, 0, 1], "clamp": True, "range": ["#2a78b5", "#d9d5cc", "#c9652a"]},
                    },
                    "opacity": {"condition": {"test": "datum.is_comparable", "value": 1}, "value": 0.35},
                },
            },
            {"mark": {"type": "text"}, "encoding": {"text": {"field": "words"}}},
        ],
    }  # fmt: skip


def _layer_bounds(y: Spec, kept: str) -> list[Spec]:
    """Bars for ranges, and arrows for what has one end only."""
    return [
        {
            "name": "ranges",
            "transform": [{"filter": f"{kept} && datum.form == 'range'"}],
            "mark": {"type": "rule", "strokeWidth": 6, "opacity": 0.5, "strokeCap": "round", "cursor": "pointer"},
            "encoding": {"y": {**y, "field": "lower"}, "y2": {"field": "upper"}},
        },
        *(
            {
                "name": name,
                "transform": [{"filter": f"{kept} && datum.form == '{form}'"}],
                "mark": {
                    "type": "point", "shape": shape, "size": 50, "filled": False, "strokeWidth": 1.8, "opacity": 0.9,
                    "cursor": "pointer",
                },
            }
            for name, form, shape in (("at least", "at least", _AT_LEAST), ("up to", "up to", _UP_TO))
        ),
    ]  # fmt: skip


def _date(field: str) -> Spec:
    return {"field": field, "type": "temporal", "title": None, "axis": {"format": "%b %Y", "tickCount": 6}}


def _colour() -> Spec:
    return {"field": "colour", "type": "nominal", "scale": {"domain": list(range(9))}, "legend": None}


def _line_of() -> list[Spec]:
    return [{"field": "claimant", "type": "nominal"}, {"field": "victim_type", "type": "nominal"}]
