"""How a warehouse is: its last runs, how fresh each claimant and outlet is, what waits to be mended."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from tollbook import archive, program, stages
from tollbook.place import Place
from tollbook.warehouse import Run, open_published, read_runs

__all__ = ["CLAIMANT_COLUMNS", "OUTLET_COLUMNS", "Status", "read_status"]

CLAIMANT_COLUMNS = ("claimant", "last figure", "days ago", "usual days between", "figures", "last printed")
OUTLET_COLUMNS = ("outlet", "last article", "days ago", "articles", "last loaded")
_CLAIMANTS = """
    select
        c.claimant_name, max(c.as_of_date), $today - max(c.as_of_date) as days_ago,
        (
            select min(p.median_days_between_figures) from marts.claimant_profiles as p
            where p.claimant_name = c.claimant_name
        ),
        count(*), max(c.published_date)
    from marts.claims as c
    where c.claimant_name is not null and c.is_current and c.as_of_date <= $today
    group by c.claimant_name
    order by count(*) desc, c.claimant_name
    limit $most"""
_OUTLETS = """
    select
        outlet_name, max(published_date), $today - max(published_date), count(*), max(first_loaded_at)::date
    from marts.articles
    where outlet_name is not null and is_current
    group by outlet_name
    order by count(*) desc, outlet_name
    limit $most"""


@dataclass(frozen=True)
class Status:
    """The state of a warehouse: the newest runs first, rows of ``CLAIMANT_COLUMNS`` and ``OUTLET_COLUMNS`` by how much
    they printed, batches of articles that wait for the present rules, and those of them that failed.
    """

    runs: tuple[Run, ...]
    claimants: tuple[tuple[Any, ...], ...]
    outlets: tuple[tuple[Any, ...], ...]
    n_pending: int
    n_failed: int


def read_status(place: Place, today: date, n_most: int = 20) -> Status:
    """Return the state of a warehouse with ``n_most`` rows of each list; all is empty where nothing is yet."""
    claimants: list[tuple[Any, ...]] = []
    outlets: list[tuple[Any, ...]] = []
    if place.database.is_file():
        with open_published(place.database) as con:
            values = {"today": today, "most": n_most}
            claimants = con.execute(_CLAIMANTS, values).fetchall()
            outlets = con.execute(_OUTLETS, values).fetchall()
    version = program.claims_version()
    return Status(
        read_runs(place.storage)[::-1][:n_most],
        tuple(claimants),
        tuple(outlets),
        len(stages.list_batches(place, version)),
        archive.read_failed_batches(place.storage, version).height,
    )
