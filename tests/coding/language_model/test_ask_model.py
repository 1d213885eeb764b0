"""From a study without answers to its suggestions: a run that fails, what is said and sent, and a run that replays."""

from __future__ import annotations

import csv
import importlib.util
import json
import os
import subprocess
import sys

import pytest
from places import ROOT

from benang.privacy.gate.sensitive_terms import SensitiveTerms
from benang.privacy.pseudonyms import Pseudonyms

WORKFLOW = ROOT / "workflow"
KEY = "sk-secret-1234"
CONFIG = """\
study: {title: Two shops}
language: en
sources: [{kind: interview, files: ["interviews/*"]}]
pseudonyms: private/names.csv
private: private
codebook: codebook.yaml
language_model: {model: example-model, endpoint: "URL", key_variable: MODEL_KEY, coder: machine}
"""
FILES = {
    "interviews/a.txt": "Interviewer: Why?\nInformant: Siti answers at once. I trust her.\n",
    "interviews/b.txt": "Interviewer: And you?\nInformant: I never buy there.\n",
    "private/names.csv": "name,pseudonym\nSiti,[Person 1]\n",
    "codebook.yaml": "codes:\n  - {id: trust, label: Trust, definition: People rely on it.}\n",
}
CODINGS = "results/coding/codings.csv"


@pytest.fixture
def study(tmp_path, server):
    for name, text in {**FILES, "config.yaml": CONFIG.replace("URL", server.url)}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def call(study, script, *arguments, **environment):
    """Run a program of the workflow; its exit status and what it said."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "MODEL_KEY")}
    done = subprocess.run(
        [sys.executable, str(WORKFLOW / script), "--study", str(study), *arguments],
        cwd=study,
        env={**kept, "PYTHONIOENCODING": "utf-8", **environment},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )
    return done.returncode, done.stdout + done.stderr


def rows(file):
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


@pytest.mark.slow
def test_a_study_is_asked_about_once_and_replayed_ever_after(study, server):
    status, said = call(study, "run.py", CODINGS)
    assert status != 0 and "a, turns 1-2: The language model's answer to request" in said and "make ask-model" in said
    assert server.calls == []

    status, said = call(study, "ask_model.py")
    assert status == 0 and "2 requests with" in said and "127.0.0.1" in said and "example-model" in said
    assert server.calls == [] and not (study / "data").exists()

    status, said = call(study, "ask_model.py", "--yes")
    assert status == 1 and "MODEL_KEY" in said and server.calls == []

    status, said = call(study, "ask_model.py", "--yes", MODEL_KEY=KEY)
    assert status == 0 and "2/2" in said and KEY not in said
    assert len(server.calls) == 2
    assert all(call.headers["Authorization"] == f"Bearer {KEY}" and b"Siti" not in call.body for call in server.calls)
    files = sorted((study / "data" / "language_model").iterdir())
    assert len(files) == 2 and not any(KEY in file.read_text(encoding="utf-8") for file in files)

    status, said = call(study, "run.py", CODINGS, "results/coding/quarantine.csv")
    assert status == 0, said
    codings = rows(study / CODINGS)
    assert {row["quotation"] for row in codings} == {"[Person 1] answers at once. I trust her.", "I never buy there."}
    assert {(row["coder"], row["method"], row["status"]) for row in codings} == {("machine", "llm", "suggested")}
    assert rows(study / "results" / "coding" / "quarantine.csv") == []
    told = json.loads((study / "results" / "coding" / "language_model.json").read_text(encoding="utf-8"))
    assert told == {"model": "example-model", "coder": "machine", "answered": 2, "suggestions": 2, "quarantined": {}}

    status, said = call(study, "ask_model.py", "--yes", MODEL_KEY=KEY)
    assert status == 0 and "nothing to ask" in said and len(server.calls) == 2


def test_a_study_without_a_model_and_an_address_that_is_not_safe_are_told(study, server):
    config = study / "config.yaml"
    config.write_text(CONFIG.replace("URL", "http://example.org/v1"), encoding="utf-8")
    status, said = call(study, "ask_model.py", "--yes")
    assert status == 1 and "in the open" in said
    config.write_text(CONFIG.partition("language_model")[0], encoding="utf-8")
    status, said = call(study, "ask_model.py", "--yes")
    assert status == 1 and "uses no language model" in said and "Traceback" not in said


@pytest.fixture(scope="module")
def ask_model():
    spec = importlib.util.spec_from_file_location("ask_model", WORKFLOW / "ask_model.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SOUGHT = SensitiveTerms(Pseudonyms({"Siti": "[Orang 1]", "Budi Santoso": "[Orang 2]"}), {}, ("phone",))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ('[{"speaker":"P","text":"Siti bilang begitu."}]', {"[Orang 1]": 1}),
        ('[{"speaker":"Siti","text":"Bu siti dan Siti."}]', {"[Orang 1]": 3}),
        ('[{"text":"kata \\"Siti\\"\\nBudi Santoso"}]', {"[Orang 1]": 1, "[Orang 2]": 1}),
        ('[{"text":"nomornya 0812-3456-7890"}]', {"[Phone]": 1}),
        ('[{"text":"Situasi biasa saja, turn 12, 2022"}]', {}),
    ],
)
def test_names_and_identifiers_that_are_left_are_found_and_not_told(ask_model, text, left):
    problems = ask_model.names_left([("a, turns 1-2", text)], SOUGHT)
    assert {problem.values["pseudonym"]: problem.values["count"] for problem in problems} == left
    for problem in problems:
        message = problem.message("en")
        assert message.startswith("a, turns 1-2: ") and "Nothing was sent" in message
        assert not any(name in message for name in ("Siti", "Budi", "0812"))
