"""The command ``tollbook``.

Exit codes: 0 all went well; 1 an error; 2 wrong usage; 3 done, but some of the input was rejected; 4 a check failed and
nothing was published.
"""

import typer

from tollbook.cli import asking, operating, reviewing, running, showing

__all__ = ["app"]

app = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=(__doc__ or "").replace("``", "")
)
for command in (
    running.run,
    asking.claims,
    asking.query,
    asking.export,
    showing.report,
    showing.plot,
    running.evaluate,
    asking.diff,
    running.re_extract,
    operating.maintain,
    operating.status,
    operating.config,
    reviewing.review,
    operating.serve,
):
    app.command()(command)
