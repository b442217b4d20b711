"""How figures are drawn: Vega-Lite specifications without their data, the same for pages and for picture files.

A point is a dot, a range a bar from end to end, an open bound a line with an arrow to where the number may lie, a
confirmed figure a square on a shaded floor, a projection dashed from the figure that it starts from. Rows carry what
`queries/` give: `date`, `start`, `lower`, `best`, `upper`, `value`, `form`, `status`, `claimant`, `colour`.
"""

from typing import Any

__all__ = ["LABELS_WIDTH", "draw_figures", "draw_matrix", "draw_rates", "draw_ratios"]

Spec = dict[str, Any]

LABELS_WIDTH = 300
"""Width of the claimants' names beside a chart of figures; in pixels."""

_SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
_RATIOS = [0.001, 0.01, 0.1, 0.2, 0.5, 1, 2, 5, 10, 100, 1000]

# What a mark says to those who do not see it.
_SPEAKER = "(datum.claimant || 'articles in their own voice')"
_DAY = "utcFormat(datum.date, '%Y-%m-%d')"
_TOLD = {"field": "told", "type": "nominal"}

# A short line where the bound lies, and an arrow to the numbers that it allows.
_AT_LEAST = "M-1,0 L1,0 M0,0 L0,-2.2 M-0.6,-1.5 L0,-2.2 L0.6,-1.5"
_UP_TO = "M-1,0 L1,0 M0,0 L0,2.2 M-0.6,1.5 L0,2.2 L0.6,1.5"


def draw_figures() -> Spec:
    """Return the chart of claimants' figures over time, with their names beside it in the order of their last figures.

    The layer `names` may be left out where there is no room for it.
    """
    y = _people()
    happened = "datum.status != 'projected'"
    projected = "datum.status == 'projected'"
    return {
        "$schema": _SCHEMA,
        "data": {"name": "figures"},
        "height": 380,
        "transform": [{"calculate": f"{_SPEAKER} + ': ' + datum.words + ' on ' + " + _DAY, "as": "told"}],
        "encoding": {"x": _date("date"), "y": y, "color": _colour(), "description": _TOLD},
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
                    "size": {"condition": {"test": "datum.n_of_claimant > 100", "value": 9}, "value": 60},
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
                "mark": {"type": "text", "align": "left", "limit": LABELS_WIDTH - 16, "fontWeight": 500},
                "encoding": {
                    "x": {"value": {"expr": "width + 14"}},
                    "y": {"field": "place", "type": "quantitative", "scale": None, "axis": None},
                    "text": {"field": "claimant"},
                    "description": {"field": "claimant"},
                },
            },
        ],
    }


def draw_ratios() -> Spec:
    """Return the chart of ratios over time on a logarithmic scale, with a line where both are equal."""
    y = {
        "field": "value", "type": "quantitative", "title": None,
        "scale": {"type": "log", "nice": False, "padding": 12}, "axis": {"format": "~g", "values": _RATIOS},
    }  # fmt: skip
    return {
        "$schema": _SCHEMA,
        "data": {"name": "figures"},
        "height": 300,
        "transform": [{"calculate": "datum.value + ' times, ' + " + _DAY, "as": "told"}],
        "encoding": {"x": _date("date"), "y": y, "color": _colour(), "description": _TOLD},
        "layer": [
            {
                "data": {"values": [{"value": 1}]},
                "mark": {"type": "rule", "strokeDash": [2, 3]},
                "encoding": {"x": {"value": 0}, "x2": {"value": "width"}, "color": None, "description": None},
            },
            *_layer_bounds(y, "true"),
            {
                "name": "points",
                "transform": [{"filter": "datum.form == 'point'"}],
                "mark": {"type": "point", "size": 50, "cursor": "pointer"},
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
    """Return the chart of rates, each over the days that it is about; stated ones are squares, derived ones dots."""
    y = _people()
    return {
        "$schema": _SCHEMA,
        "data": {"name": "figures"},
        "height": 340,
        "transform": [{"calculate": f"{_SPEAKER} + ': ' + datum.words + ' to ' + " + _DAY, "as": "told"}],
        "encoding": {"x": _date("date"), "y": y, "color": _colour(), "description": _TOLD},
        "layer": [
            {
                "name": "windows",
                "transform": [{"filter": "datum.method != 'average_since_start' && datum.start != null"}],
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
                    "size": {
                        "condition": [
                            {"test": "datum.n_of_claimant > 100", "value": 9},
                            {"test": "datum.is_stated", "value": 80},
                        ],
                        "value": 26,
                    },
                    "opacity": {"condition": {"test": "datum.is_stated", "value": 1}, "value": 0.65},
                },
            },
        ],
    }


def draw_matrix() -> Spec:
    """Return the matrix of claimants: each cell is how many times the row's figures are of the column's."""
    place = {"type": "nominal", "title": None, "sort": None}
    bare = {"domain": False, "ticks": False}
    return {
        "$schema": _SCHEMA,
        "data": {"name": "figures"},
        "width": {"step": 56},
        "height": {"step": 34},
        "encoding": {
            "x": {**place, "field": "short_b", "axis": {**bare, "orient": "top", "labelAngle": 0}},
            "y": {**place, "field": "label_a", "axis": {**bare, "labelLimit": 380}},
        },
        "layer": [
            {
                "mark": {"type": "rect", "cursor": "pointer", "cornerRadius": 2},
                "encoding": {
                    "color": {
                        "field": "logarithm", "type": "quantitative", "legend": None,
                        "scale": {"domain": [-1, 0, 1], "clamp": True, "range": ["#7fbbe2", "#e6e2da", "#f0a878"]},
                    },
                    "opacity": {"condition": {"test": "datum.is_comparable", "value": 1}, "value": 0.35},
                },
            },
            {"mark": {"type": "text", "color": "#1d1c1a"}, "encoding": {"text": {"field": "words"}}},
        ],
    }  # fmt: skip


def _layer_bounds(y: Spec, kept: str) -> list[Spec]:
    """Bars for ranges, and arrows for what has one end only."""
    return [
        {
            "name": "ranges",
            "transform": [{"filter": f"{kept} && datum.form == 'range'"}],
            "mark": {"type": "rule", "strokeWidth": 7, "opacity": 0.5, "strokeCap": "round", "cursor": "pointer"},
            "encoding": {"y": {**y, "field": "lower"}, "y2": {"field": "upper"}},
        },
        *(
            {
                "name": name,
                "transform": [{"filter": f"{kept} && datum.form == '{form}'"}],
                "mark": {
                    "type": "point", "shape": shape, "size": 80, "filled": False, "strokeWidth": 1.8, "opacity": 0.9,
                    "cursor": "pointer",
                },
            }
            for name, form, shape in (("at_least", "at least", _AT_LEAST), ("up_to", "up to", _UP_TO))
        ),
    ]  # fmt: skip


def _people() -> Spec:
    return {
        "field": "value",
        "type": "quantitative",
        "title": None,
        "axis": {"format": ",.12~g", "tickCount": 6},
        "scale": {"zero": True},
    }


def _date(field: str) -> Spec:
    axis = {"format": {"year": "%Y", "quarter": "%b %Y", "month": "%b %Y", "week": "%d %b", "date": "%d %b"}}
    # A day is the same day wherever the page is read.
    return {
        "field": field,
        "type": "temporal",
        "title": None,
        "axis": axis | {"tickCount": 6},
        "scale": {"type": "utc"},
    }


def _colour() -> Spec:
    return {"field": "colour", "type": "nominal", "scale": {"domain": list(range(9))}, "legend": None}


def _line_of() -> list[Spec]:
    return [{"field": "claimant", "type": "nominal"}, {"field": "victim_type", "type": "nominal"}]
