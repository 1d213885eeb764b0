"""What the definitions of images copy is there, and is the same in both."""

import re

from places import ROOT


def copied_by_docker():
    found = []
    for line in (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines():
        if line.startswith("COPY "):
            found += line.split()[1:-1]
    return found


def test_both_images_hold_what_a_run_needs_and_no_study():
    definition = (ROOT / "apptainer.def").read_text(encoding="utf-8")
    copied = re.findall(r"^ {4}(\S+) /benang/\S+$", definition, re.M)
    assert sorted(copied) == sorted(copied_by_docker())
    assert all((ROOT / name).exists() for name in copied)
    assert {"requirements.lock", "bootstrap.py", "Snakefile", "workflow"} <= set(copied)
    assert not {"data", "config.yaml", "results", "reports"} & set(copied)
    let_in = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert {f"!{name}" for name in copied} <= set(let_in) and "*" in let_in


def test_both_images_are_of_one_python():
    images = [(ROOT / name).read_text(encoding="utf-8") for name in ("Dockerfile", "apptainer.def")]
    assert len({re.search(r"python:[\d.]+-slim", text)[0] for text in images}) == 1
    pinned = re.search(r"python=([\d.]+)", (ROOT / "envs" / "coding.yaml").read_text(encoding="utf-8"))[1]
    assert f"python:{pinned}-slim" in images[0]
