"""What the definitions of images copy is there, is the same in both, and runs a study; no builder is needed for it."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from faults import as_a_user
from places import ROOT

TOOLS = ("sh", "bash")
"""All that a run may ask of a system besides Python; the image has them."""


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


def steps_of_docker():
    """The instructions of the Dockerfile by name, in their order; those that go on over a line are not used."""
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    return [line.partition(" ")[::2] for line in lines if re.match("[A-Z]+ ", line)]


def python_of_the_image():
    """The Python of the image's version, where this machine has it; else the one at hand."""
    version = re.search(r"python:([\d.]+)-slim", (ROOT / "Dockerfile").read_text(encoding="utf-8"))[1]
    found = shutil.which(f"python{version}")
    works = found and subprocess.run([found, "-c", "import venv"], capture_output=True).returncode == 0
    return found if works else sys.executable


@pytest.fixture
def image(tmp_path):
    """A folder with what the instructions of the Dockerfile make of an empty one, its environment and its command."""
    root, tools = tmp_path / "image", tmp_path / "bin"
    root.mkdir()
    tools.mkdir()
    for name in TOOLS:
        (tools / name).symlink_to(shutil.which(name))
    # A link would be taken for the interpreter's own place.
    (tools / "python").write_text(f'#!/bin/sh\nexec "{python_of_the_image()}" "$@"\n', encoding="utf-8")
    (tools / "python").chmod(0o755)
    index = {name: value for name, value in os.environ.items() if name.startswith(("PIP_", "UV_", "SSL_"))}
    environment, command, folder = index | {"PATH": str(tools), "HOME": str(tmp_path)}, [], Path("/")

    def inside(path):
        return root / path.lstrip("/")

    for step, what in steps_of_docker():
        match step:
            case "WORKDIR":
                folder = inside(what)
                folder.mkdir(parents=True)
            case "COPY":
                *names, target = what.split()
                for name in names:
                    copy_as_docker(ROOT / name, folder / target, is_folder=target.endswith("/"))
            case "RUN":
                subprocess.run(["sh", "-c", what], cwd=folder, env=environment, check=True)
            case "ENV":
                name, _, value = what.partition("=")
                environment[name] = str(tmp_path) if value == "/tmp" else value
            case "ENTRYPOINT" | "CMD":
                command += [re.sub("^/benang", str(inside("/benang")), word) for word in json.loads(what)]
            case _:
                assert step == "FROM", f"the test does not know what {step} does"
    yield folder, environment, command
    for path in [root, *root.rglob("*")]:
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o755)
    shutil.rmtree(root)  # a gigabyte


def copy_as_docker(source, target, is_folder):
    """A folder's content goes to the target, a file below it; what .dockerignore names stays behind."""
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True)
    else:
        target.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, target / source.name if is_folder else target)


def manifests():
    """What is applied in a cluster with Kubernetes, by kind."""
    folder = ROOT / "workflow" / "profiles" / "kubernetes"
    found = [one for path in sorted(folder.glob("*.yaml")) for one in yaml.safe_load_all(path.read_text("utf-8"))]
    return {one["kind"]: one for one in found}


def test_a_job_of_kubernetes_mounts_the_study_where_the_image_looks_for_it_and_needs_no_rights():
    found = manifests()
    claim = found["PersistentVolumeClaim"]["metadata"]["name"]
    entry = json.loads(dict(steps_of_docker())["ENTRYPOINT"])
    study = entry[entry.index("--study") + 1]
    for pod in (found["Pod"]["spec"], found["Job"]["spec"]["template"]["spec"]):
        assert pod["securityContext"]["runAsNonRoot"] and not pod["automountServiceAccountToken"]
        volumes = {volume["name"]: volume for volume in pod["volumes"]}
        assert volumes["study"]["persistentVolumeClaim"]["claimName"] == claim
        for container in pod.get("initContainers", []) + pod["containers"]:
            assert container["image"] == "benang"
            assert not container["securityContext"]["allowPrivilegeEscalation"]
            mounts = {mount["name"]: mount["mountPath"] for mount in container["volumeMounts"]}
            assert set(mounts) <= set(volumes) and mounts["study"] == study
            # The image cannot be written to, and what is known by number only has its home there.
            assert not container["securityContext"].get("readOnlyRootFilesystem") or "/tmp" in mounts.values()


def arguments_of_the_job():
    """What the containers of the job say after the image's own command, in their order."""
    pod = manifests()["Job"]["spec"]["template"]["spec"]
    return [container["args"] for container in pod["initContainers"] + pod["containers"]]


@pytest.mark.slow  # installs what the lock file says
@pytest.mark.skipif(os.name == "nt", reason="the image is Linux's")
def test_the_steps_of_the_image_make_what_runs_a_study_for_a_user_who_may_not_write_in_it(
    tmp_path, image, write_small_study, small_checksums, checksums_of
):
    folder, environment, command = image
    study = write_small_study(tmp_path / "study")
    for path in [folder, *folder.rglob("*")]:
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o555)
    entry = [str(study) if word == "/study" else word for word in command[: command.index("all")]]
    for arguments in (*arguments_of_the_job(), ["all"]):
        done = subprocess.run(
            [*entry, *arguments],
            cwd=folder,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            preexec_fn=as_a_user,
        )
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-6000:]
    assert checksums_of(study) == small_checksums
