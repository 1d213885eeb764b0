"""The Conda environments hold the versions of the lock file."""

import re
import tomllib

import pytest
import yaml
from places import ROOT

ENVIRONMENTS = sorted((ROOT / "envs").glob("*.yaml"))


def locked(name="requirements.lock"):
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    pins = (re.match(r"([A-Za-z0-9._-]+)==([^\s;\\]+)", line) for line in lines)
    found = {}
    for pin in filter(None, pins):
        found.setdefault(normal(pin[1]), set()).add(pin[2])
    return found


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned(environment):
    """The pip section of a Conda environment: versions by name."""
    dependencies = yaml.safe_load(environment.read_text(encoding="utf-8"))["dependencies"]
    (packages,) = [entry["pip"] for entry in dependencies if isinstance(entry, dict)]
    return {normal(name): version for name, version in (package.split("==") for package in packages)}


def test_there_is_an_environment_for_each_stage():
    assert [path.stem for path in ENVIRONMENTS] == ["coding", "conclusions", "literature", "mapping"]


@pytest.mark.parametrize("environment", ENVIRONMENTS, ids=lambda path: path.stem)
def test_every_pin_is_that_of_the_lock_file(environment):
    pins, lock = pinned(environment), locked()
    assert pins
    assert {name: version for name, version in pins.items() if {version} != lock.get(name)} == {}


@pytest.mark.parametrize("name", sorted(path.name for path in ROOT.glob("requirements*.lock")))
def test_every_lock_file_has_a_hash_for_each_package_and_no_other_version_than_the_first(name):
    pins, first = locked(name), locked()
    assert pins
    assert {package: versions for package, versions in pins.items() if versions != first.get(package, versions)} == {}
    stanzas = re.split(r"^(?=\S)", (ROOT / name).read_text(encoding="utf-8"), flags=re.M)[1:]
    assert [stanza.partition(" ")[0] for stanza in stanzas if "--hash=sha256:" not in stanza] == []


@pytest.mark.parametrize("environment", ENVIRONMENTS, ids=lambda path: path.stem)
def test_every_environment_holds_what_the_scripts_of_its_stage_import(environment, monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "workflow"))
    from benang.study.digest import code_files

    packages = {"re2": "google-re2", "yaml": "pyyaml", "Sastrawi": "pysastrawi", "pypandoc": "pypandoc-binary"}
    scripts = sorted((ROOT / "workflow" / "scripts" / environment.stem).glob("*.py"))
    files = {*scripts, *(file for script in scripts for file in code_files(script) if file.suffix == ".py")}
    imported = set().union(*(outside_imports(file.read_text(encoding="utf-8")) for file in files))
    # What comes along with another package (NumPy with pandas) needs no line of its own.
    needed = {normal(packages.get(name, name)) for name in imported} & dependencies()
    assert needed - set(pinned(environment)) == set()


def dependencies():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {normal(re.split(r"[ <>=~!;\[]", entry)[0]) for entry in project["dependencies"]}


def outside_imports(text):
    return set(re.findall(r"^\s*(?:import|from) (\w+)", text, re.MULTILINE))


@pytest.mark.parametrize("rules", sorted((ROOT / "workflow" / "rules").glob("*.smk")), ids=lambda path: path.stem)
def test_every_rule_with_a_script_names_an_environment_that_is_there(rules):
    text = rules.read_text(encoding="utf-8")
    named = re.findall(r'"(\.\./\.\./envs/[^"]+)"', text)
    assert all((rules.parent / name).is_file() for name in named)
    for block in re.split(r"^rule ", text, flags=re.MULTILINE)[1:]:
        assert ("script:" in block) == ("conda:" in block), block.partition(":")[0]
