"""A made-up study of eight steps that really runs: tables, a picture and a report, with the records that steps leave.

What its code does stands in its files of code as ``name = value``, so that a test can change the code as it changes an
input. Its steps read only the files, keys and code that they name.
"""

import copy
import csv
import hashlib
import io
from dataclasses import dataclass, field

import yaml
from PIL import Image, ImageDraw

from benang.changes.causes import Causes
from benang.changes.file_changes import Tree, read_file_changes
from benang.changes.run_state import read_run_state
from benang.conclusions.checksums import checksums
from benang.core.job_record import JobRecord, Made, parameter_digests, write_record

INPUTS = {
    "data/interviews/a.txt": "I trust the shop.\nThe price was high.\n",
    "data/interviews/b.txt": "Nobody answered me.\nI trust no shop.\n",
    "data/codebook.csv": "code,label\ntrust,Trust\nprice,Price\n",
    "data/codings/coder-1.csv": "source,code,quotation\na,trust,I trust the shop\nb,trust,I trust no shop\n",
    "data/codings/coder-2.csv": "source,code,quotation\na,price,The price was high\n",
    "data/cases.csv": "source,group\na,buyer\nb,seller\n",
    "data/claims.csv": "claim,code,least\nC1,trust,2\n",
    "data/references.csv": "key,title\nlee,On trust\n",
}
CONFIG = {
    "study": {"title": "Trust"},
    "cleaning": {"lower": False},
    "coders": ["coder-1", "coder-2"],
    "matrices": {"weight": 1},
    "figures": {"width": 120},
}
CODE = {
    "workflow/benang/text.py": "ending = .\n",
    "workflow/benang/codebook.py": "mark = \n",
    "workflow/benang/anchor.py": "first_turn = 1\n",
    "workflow/benang/count.py": "add = 0\n",
    "workflow/benang/style.py": "colour = #0072b2\n",
    "workflow/benang/draw.py": "height = 12\n",
    "workflow/benang/works.py": "case = title\n",
    "workflow/benang/claims.py": "slack = 0\n",
    "workflow/templates/report.html": "lead = Report of\n",
    "workflow/rules/mapping.smk": "base = 0\n",
    "workflow/Snakefile": "\n",
}


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text)))


def table(columns, rows):
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([columns.split(), *rows])
    return out.getvalue().encode()


def clean(read, code, given):
    found = []
    for name in sorted(read):
        for turn, line in enumerate(read[name].splitlines(), 1):
            text = line.rstrip(code["ending"])
            found.append((name[-5], turn, text.lower() if given["lower"] else text))
    return {"results/coding/turns.csv": table("source_id turn text", found)}


def codebook(read, code, given):
    rows = [(row["code"], row["label"] + code["mark"]) for row in rows_of(read["data/codebook.csv"])]
    return {"results/coding/codes.csv": table("code_id label:en", rows)}


def codings(read, code, given):
    turns = rows_of(read["results/coding/turns.csv"])
    found = []
    for coder in given["coders"]:
        for row in rows_of(read[f"data/codings/{coder}.csv"]):
            at = [
                turn["turn"]
                for turn in turns
                if turn["source_id"] == row["source"] and row["quotation"] in turn["text"]
            ]
            turn = int(at[0]) + int(code["first_turn"]) - 1 if at else 0
            found.append((coder, row["source"], row["code"], turn))
    return {"results/coding/coded.csv": table("coder source_id code_id turn", found)}


def matrix(read, code, given):
    group = {row["source"]: row["group"] for row in rows_of(read["data/cases.csv"])}
    coded = rows_of(read["results/coding/coded.csv"])
    rows = []
    for one in rows_of(read["results/coding/codes.csv"]):
        for name in sorted(set(group.values())):
            n = sum(1 for row in coded if row["code_id"] == one["code_id"] and group.get(row["source_id"]) == name)
            rows.append((one["code_id"], name, n * given["weight"] + given["base"] + int(code["add"])))
    return {"results/mapping/groups.csv": table("code_id group n", rows)}


def figure(read, code, given):
    rows = rows_of(read["results/mapping/groups.csv"])
    image = Image.new("RGB", (given["width"], int(code["height"]) * len(rows)), "white")
    draw = ImageDraw.Draw(image)
    for at, row in enumerate(rows):
        top = at * int(code["height"])
        draw.rectangle((0, top, 10 + 8 * int(row["n"]), top + 8), fill=code["colour"])
    out = io.BytesIO()
    image.save(out, "PNG")
    return {"results/figures/en/bars.png": out.getvalue()}


def works(read, code, given):
    rows = [(row["key"], getattr(row["title"], code["case"])()) for row in rows_of(read["data/references.csv"])]
    return {"results/literature/works.csv": table("key title", rows)}


def claims(read, code, given):
    counted = rows_of(read["results/mapping/groups.csv"])
    rows = []
    for row in rows_of(read["data/claims.csv"]):
        n = sum(int(one["n"]) for one in counted if one["code_id"] == row["code"])
        rows.append((row["claim"], n, n + int(code["slack"]) >= int(row["least"])))
    return {"results/conclusions/claims.csv": table("claim_id n holds", rows)}


def report(read, code, given):
    labels = rows_of(read["results/coding/codes.csv"])
    parts = [f"{code['lead']} {given['title']}", *(row["label:en"] for row in labels)]
    parts += [read["results/conclusions/claims.csv"], read["results/literature/works.csv"]]
    return {"reports/report.html": "\n".join(parts).encode()}


@dataclass(frozen=True)
class Step:
    script: str
    function: object
    reads: tuple
    uses: tuple
    given: dict = field(default_factory=dict)


CODERS = ("data/codings/coder-1.csv", "data/codings/coder-2.csv")
STEPS = (
    Step(
        "coding/clean.py",
        clean,
        ("data/interviews/a.txt", "data/interviews/b.txt"),
        ("text.py",),
        {"lower": ("cleaning", "lower")},
    ),
    Step("coding/codebook.py", codebook, ("data/codebook.csv",), ("codebook.py",)),
    Step(
        "coding/codings.py",
        codings,
        ("results/coding/turns.csv", *CODERS),
        ("anchor.py",),
        {"coders": ("coders",)},
    ),
    Step(
        "mapping/matrices.py",
        matrix,
        ("results/coding/coded.csv", "results/coding/codes.csv", "data/cases.csv"),
        ("count.py",),
        {"weight": ("matrices", "weight"), "base": ()},
    ),
    Step(
        "mapping/figure.py",
        figure,
        ("results/mapping/groups.csv",),
        ("style.py", "draw.py"),
        {"width": ("figures", "width")},
    ),
    Step("literature/works.py", works, ("data/references.csv",), ("works.py",)),
    Step(
        "conclusions/claims.py",
        claims,
        ("data/claims.csv", "results/mapping/groups.csv"),
        ("claims.py",),
    ),
    Step(
        "conclusions/documents.py",
        report,
        ("results/coding/codes.csv", "results/conclusions/claims.csv", "results/literature/works.csv"),
        ("../templates/report.html",),
        {"title": ("study", "title")},
    ),
)


def code_file(name):
    return f"workflow/{name.removeprefix('../')}" if name.startswith("../") else f"workflow/benang/{name}"


def script_files(script):
    return [code_file(name) for step in STEPS if step.script == script for name in step.uses]


def digest(data):
    return hashlib.sha256(data if isinstance(data, bytes) else data.encode()).hexdigest()


def settings(text):
    return dict(line.partition(" = ")[::2] for line in text.splitlines() if " = " in line)


def run(root, inputs=INPUTS, config=CONFIG, code=CODE, *, records=True):
    """Run the study in a folder, which is its project too."""
    files = {name: text.encode() for name, text in inputs.items()}
    rules = settings(code["workflow/rules/mapping.smk"])
    for name, text in {**inputs, **code, "config.yaml": yaml.safe_dump(config)}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(text.encode())
    for step in STEPS:
        read = {name: files[name].decode() for name in step.reads if name in files}
        used = {name: text for file in step.uses for name, text in settings(code[code_file(file)]).items()}
        given = {}
        for name, way in step.given.items():
            value = config
            for part in way:
                value = value[part]
            given[name] = value if way else int(rules[name])
        made = step.function(read, used, given)
        files |= made
        for name, data in made.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(data)
        own = digest("".join(code[code_file(file)] for file in step.uses))[:12]
        record = JobRecord(
            code=f"{step.script} {own}",
            wildcards={},
            read={name: digest(files[name]) for name in read},
            made={name: Made(digest(data), 0) for name, data in made.items()},
            given=parameter_digests(given),
        )
        if records:
            write_record(record, root)


def compared(before, after):
    """All that changed between two folders in which the study was run, and what finds its causes."""
    states = [read_run_state(root, "config.yaml", root, INPUTS) for root in (before, after)]
    causes = Causes(*states, script_files)
    trees = [Tree(root, checksums(root, ["results", "reports"])) for root in (before, after)]
    return read_file_changes(*trees, causes), causes


def in_input(name, old, new):
    return ("input", name, old, new)


def in_code(name, old, new):
    return ("code", f"workflow/{name}", old, new)


def in_config(key, value):
    return ("config", key, None, value)


def seeded(*seeds):
    """Inputs, configuration and code with some changes."""
    inputs, config, code = dict(INPUTS), copy.deepcopy(CONFIG), dict(CODE)
    for kind, name, old, new in seeds:
        if kind == "config":
            *ways, last = name.split(".")
            place = config
            for way in ways:
                place = place[way]
            place[last] = new
        else:
            files = inputs if kind == "input" else code
            assert old in files[name]
            files[name] = files[name].replace(old, new, 1)
    return inputs, config, code
