# /// script
# requires-python = ">=3.11"
# dependencies = ["altair>=6", "duckdb>=1.3", "marimo>=0.25", "polars>=1", "pyarrow>=15"]
# ///
"""What everybody says of Russia's losses, drawn with the bounds that were printed: a notebook for marimo."""

import marimo

__generated_with = "0.25.2"
app = marimo.App(width="medium", app_title="Russian losses")


@app.cell
def _():
    import pathlib

    import altair as alt
    import duckdb
    import marimo as mo

    return alt, duckdb, mo, pathlib


@app.cell(hide_code=True)
def _(mo):
    mo.md("""
    # What everybody says of Russia's losses

    The warehouse keeps every figure as it was printed. A range stays a range; "at least" and "up to" are open at one
    end and are drawn as arrows towards it. No figure is averaged, and none is called the truth. "Casualties" and
    "losses" are not deaths: each measure has a panel of its own.
    """)


@app.cell
def _(duckdb, mo, pathlib):
    # Another warehouse: `marimo edit sql/russian_losses.py -- --warehouse FOLDER`.
    warehouse = pathlib.Path(mo.cli_args().get("warehouse") or pathlib.Path(__file__).parents[1] / "warehouse")

    def ask(sql):
        """Return the rows of a query; the file is opened anew, so that what was published last is asked."""
        with duckdb.connect(str(warehouse / "tollbook.duckdb"), read_only=True) as con:
            return con.sql(sql).pl()

    def ask_intervals(sql):
        """Return the rows of a query for `lower` and `upper` with the form of each interval, and the end it prints."""
        return ask(f"""
            select
                *, coalesce(lower, upper) as printed_end,
                case
                    when lower = upper then 'point'
                    when upper is null then 'at least'
                    when lower is null then 'up to'
                    else 'range'
                end as form
            from ({sql})
        """)

    return ask, ask_intervals


@app.cell
def _(alt):
    def draw_intervals(chart, channel, title, number_format, arrows):
        """Return layers: a bar for a range, a dot for a point, one of `arrows` towards an end that is open."""
        scale = {"title": title, "scale": alt.Scale(type="log"), "axis": alt.Axis(format=number_format)}
        axis = {"x": alt.X, "y": alt.Y}[channel]
        forms = alt.Scale(domain=["point", "at least", "up to"], range=["circle", *arrows])
        bars = (
            chart.transform_filter("datum.form == 'range'")
            .mark_rule(strokeWidth=6)
            .encode(**{channel: axis("lower:Q", **scale), f"{channel}2": "upper:Q"})
        )
        marks = (
            chart.transform_filter("datum.form != 'range'")
            .mark_point(filled=True, size=110, opacity=1)
            .encode(
                shape=alt.Shape("form:N", title=None, scale=forms, legend=alt.Legend(orient="bottom")),
                **{channel: axis("printed_end:Q", **scale)},
            )
        )
        return bars + marks

    return (draw_intervals,)


@app.cell
def _(ask_intervals):
    totals = ask_intervals("""
        select as_of_date, claimant_name, measure, figures_reported, status, date_precision, lower, upper
        from marts.casualty_series
        where party_id = 'RUS' and time_basis = 'cumulative' and claimant_name is not null
        order by as_of_date, claimant_name, measure
    """)
    return (totals,)


@app.cell(hide_code=True)
def _(mo):
    mo.md("""
    ## Running totals

    The day is the one on which a figure stood. Where an article has no date of its own, `date_precision` says
    `inferred`, and the mark is faint.
    """)


@app.cell
def _(alt, draw_intervals, totals):
    _totals = alt.Chart(totals).encode(
        x=alt.X("as_of_date:T", title=None),
        color=alt.Color("claimant_name:N", title=None, legend=alt.Legend(orient="bottom", columns=2, labelLimit=400)),
        opacity=alt.condition("datum.date_precision == 'inferred'", alt.value(0.45), alt.value(1)),
        tooltip=["claimant_name", "figures_reported", "measure", "as_of_date", "date_precision", "status"],
    )
    totals_chart = (
        draw_intervals(_totals, "y", "people", "~s", ["triangle-up", "triangle-down"])
        .properties(width=210, height=320)
        .facet(column=alt.Column("measure:N", title=None))
    )
    totals_chart
    return (totals_chart,)


@app.cell
def _(ask_intervals):
    ratios = ask_intervals("""
        select
            claimant_name_a || ': ' || measure as figure, claimant_name_b || ': ' || measure_b as beside,
            as_of_date, ratio_lower as lower, ratio_upper as upper, comparability
        from marts.source_comparisons
        where party_id = 'RUS' and time_basis = 'cumulative'
        order by as_of_date, figure, beside
    """)
    return (ratios,)


@app.cell(hide_code=True)
def _(mo):
    mo.md("""
    ## How far apart they are

    One figure divided by another of about the same day, with the bounds carried through; the line at 1 is agreement.
    Most pairs do not count the same people: `comparability` in the tooltip says why.
    """)


@app.cell
def _(alt, draw_intervals, ratios):
    _ratios = alt.Chart(ratios).encode(
        y=alt.Y("figure:N", title=None, axis=alt.Axis(labelLimit=400)),
        yOffset="beside:N",
        color=alt.Color("beside:N", title="beside", legend=alt.Legend(orient="bottom", columns=1, labelLimit=400)),
        tooltip=["figure", "beside", "as_of_date", "lower", "upper", "comparability"],
    )
    _agreement = alt.Chart(ratios).mark_rule(strokeDash=[4, 4]).encode(x=alt.datum(1))
    ratios_chart = (
        draw_intervals(_ratios, "x", "times", "~g", ["triangle-right", "triangle-left"]) + _agreement
    ).properties(width=420)
    ratios_chart
    return (ratios_chart,)


@app.cell(hide_code=True)
def _(mo):
    mo.md("""
    ## The words

    Each figure as its article printed it, newest first.
    """)


@app.cell
def _(ask, mo):
    quotes = ask("""
        select as_of_date, claimant_name, quote from marts.claims
        where
            party_id = 'RUS' and time_basis = 'cumulative' and claimant_name is not null
            and not is_duplicate_in_article
        order by as_of_date desc, claimant_name, quote_start
    """)
    # As plain text: what an article printed is no markup.
    mo.plain_text("\n\n".join(f"{day}  {claimant}\n{quote}" for day, claimant, quote in quotes.iter_rows()))
    return (quotes,)


if __name__ == "__main__":
    app.run()
