"""Running a study's notebooks where there is nothing but them and the results."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import KernelManager
from places import ROOT

NOTEBOOKS = ("report", "supplement")


def installed_library(folder):
    """A folder with the library as its wheel has it, and nothing else of the project."""
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder / "dist")]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = (folder / "dist").iterdir()
    shutil.unpack_archive(wheel, folder / "library", "zip")
    return folder / "library"


def run_again(installed, file, folder):
    """Run a notebook's cells in a kernel of Jupyter, in a folder, as its programs do; the outputs of each cell.

    Args:
        installed: as ``installed_library`` gives it.
        file: the notebook.
        folder: to work in.
    """
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    manager = KernelManager(kernel_name="python3")
    command = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    manager._kernel_spec = KernelSpec(argv=command, display_name="Python 3", language="python")
    manager.start_kernel(cwd=str(folder), env=environment | {"PYTHONPATH": str(installed)})
    client = manager.blocking_client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=120)
        where = "import benang; print(benang.__file__)"
        assert str(installed) in shown(client, where)[0]["text"]
        cells = nbformat.read(file, as_version=4).cells
        return [shown(client, cell.source) if cell.cell_type == "code" else [] for cell in cells]
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def shown(client, source):
    """What a cell shows: streams, and data without what only the documents are made of."""
    outputs = []

    def take(message):
        kind, content = message["header"]["msg_type"], message["content"]
        assert kind != "error", "\n".join(content.get("traceback", ()))
        if kind == "stream":
            outputs.append({"text": content["text"]})
        elif kind in ("execute_result", "display_data") and "text/markdown" in content["data"]:
            outputs.append({"text": content["data"]["text/markdown"]})

    client.execute_interactive(source, output_hook=take, timeout=300, store_history=True)
    return outputs


def recorded(file):
    cells = nbformat.read(file, as_version=4).cells
    return [
        [{"text": output["data"]["text/markdown"]} for output in cell.get("outputs", ()) if output.get("data")]
        for cell in cells
    ]


def only_results(study, folder, beside):
    """A copy of the results and of the notebooks: in a folder of their own, or beside the results."""
    shutil.copytree(study / "results", folder / "results")
    place = folder if beside else folder / "reports"
    place.mkdir(exist_ok=True)
    files = sorted(study.glob("reports/*.ipynb"))
    assert {file.name.partition(".")[0] for file in files} == set(NOTEBOOKS)
    return [Path(shutil.copy2(file, place / file.name)) for file in files]
