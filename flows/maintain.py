"""The flow that keeps a warehouse small, quick and whole."""

from flows.tasks import name_after, report_progress
from prefect import flow
from prefect.artifacts import create_markdown_artifact
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from tollbook import upkeep
from tollbook.settings import load_settings
from tollbook.upkeep import Upkeep

__all__ = ["maintain"]


@flow(name="maintain", flow_run_name=name_after("maintain"), persist_result=False)
def maintain(warehouse: str | None = None, is_verifying: bool = True) -> State[Upkeep]:
    """Merge small shards, drop what earlier rules found, keep the last published versions, and verify all hashes.

    The run fails if a file is damaged, so that whoever is told of failed runs is told of that.

    Args:
        warehouse: Folder of the warehouse, relative to the project; that of the settings if not given.
        is_verifying: Hash every file again, to find what the disk has spoilt.
    """
    done = upkeep.maintain(load_settings(warehouse=warehouse).find_place(), report_progress(), is_verifying)
    create_markdown_artifact(f"```text\n{done.describe()}\n```", key="tollbook-upkeep")
    if done.damages:
        return Failed(message=f"{len(done.damages)} files are damaged: {done.damages[0].message}")
    return Completed(data=done)
