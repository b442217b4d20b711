"""The flow that builds the warehouse: tollbook's stages as Prefect tasks, in the order of ``tollbook.pipeline``.

Prefect's page shows what a flow's docstring says of its parameters under ``Args:``.
"""

from flows.events import tell_server
from flows.tasks import RUNNER, TASKS, as_text, name_after, report_progress, run_here
from prefect import flow

from tollbook import pipeline
from tollbook.artifacts import find_largest_disagreement
from tollbook.pipeline import Outcome, Progress
from tollbook.place import Place
from tollbook.settings import Settings, load_settings
from tollbook.stages import Input

__all__ = ["build_warehouse", "run"]


@flow(
    name="build-warehouse",
    flow_run_name=name_after("build"),
    task_runner=RUNNER,
    # Whoever started the flow in this process gets its outcome; nobody else needs it: the warehouse has it all.
    persist_result=False,
)
def build_warehouse(
    paths: list[str] | None = None,
    warehouse: str | None = None,
    fields: dict[str, str] | None = None,
    series: list[str] | None = None,
    archive: str | None = None,
    exports: str | None = None,
) -> Outcome:
    """Read article files into the archive, find their claims, and build, check and publish the warehouse.

    What is not given is taken from the settings. Paths are relative to the project.

    Args:
        paths: Article files, folders and globs.
        warehouse: Folder of the warehouse.
        fields: Other names of fields in records, such as {"text": "body"}.
        series: Files that say what the columns of files of figures mean.
        archive: Where the archive lies if not in the warehouse; a folder, s3://bucket/prefix or gs://bucket/prefix.
        exports: Where the exports are copied to, too; such a place.
    """
    settings = load_settings(
        inbox=paths, warehouse=warehouse, fields=fields, series=series, archive=archive, exports=exports
    )
    place = settings.find_place()
    before = find_largest_disagreement(place.database)
    outcome = pipeline.run_stages(TASKS, place, settings.list_input(), report_progress())
    tell_server(outcome, place, before)
    return outcome


def run(settings: Settings, place: Place, given: Input, progress: Progress) -> Outcome:
    """Run the flow here and now, with the runner of the settings, and return its outcome."""
    with run_here(build_warehouse, settings, progress) as flow_here:
        return flow_here(
            as_text([path.resolve() for path in given.paths]),
            str(place.warehouse),
            dict(given.fields),
            as_text([mapping.path.resolve() for mapping in given.series]),
            place.archive,
            place.exports_copy,
        )
