"""Benang: from raw interviews to a published qualitative study.

    snakemake            the whole study, as config.yaml describes it
    snakemake check      read everything a person wrote and say what is wrong with it, with file and line
    snakemake figures    the figures
    snakemake coding_sheets
                         what people need to code: a page, a workbook and a REFI-QDA project for each coder
    snakemake report     the report as HTML, DOCX, PDF and notebook, in each language
    snakemake verify     rebuild in a scratch folder and compare every byte

A study is a folder with a config.yaml: `snakemake --directory my-study` runs another one than this folder's.
"""

import os
import re
import sys
from pathlib import Path

LIBRARY = Path(workflow.basedir) / "workflow"
sys.path.insert(0, str(LIBRARY))
# The scripts find the library the same way, in whichever environment they run.
os.environ.update(PYTHONPATH=str(LIBRARY))

from benang.exchange.refi.write_targets import TARGETS as PROGRAMS
from benang.sources.source_ids import source_slug
from benang.study.currency import makes_reports, mark_current, mark_out_of_date
from benang.study.digest import module_digest, script_digest
from benang.mapping.figure_names import FIGURES
from benang.study.plan import message_language, read_plan
from benang.core.problems import format_problems
from benang.core.reporting import STOPPED, say
from benang.core.config_checks import CONSENSUS
from benang.privacy.key_state import holds
from benang.sources.document_store import discard_documents

# The library reads the configuration itself, so that whatever is wrong in it is told with its line.
CONFIG_FILE = Path(next(reversed(workflow.config_settings.configfiles), "config.yaml"))
PLAN, PROBLEMS = read_plan(Path(), config_file=CONFIG_FILE, overrides=workflow.config_settings.config)
if PLAN is None:
    say(format_problems(PROBLEMS, message_language(CONFIG_FILE)), sys.stderr)
    sys.exit(1)

STUDY = PLAN.study
RESULTS = STUDY.results
REPORTS = STUDY.reports
# The main report is report.html; one in a further language carries it in its name: report.en.html.
REPORT_NAMES = {
    "report" if language == STUDY.language else f"report.{language}": language for language in STUDY.languages
}
config["language"] = STUDY.language
# What shows that nothing a target makes public holds a name.
LEAKS = {target: f"{RESULTS}/leaks/{target}.json" for target in ("figures", "coding_sheets", "report", "all")}


wildcard_constraints:
    batch=r"\d+|projects",
    figure="|".join(FIGURES),
    language="|".join(STUDY.languages),
    report="|".join(map(re.escape, REPORT_NAMES)),
    target="|".join(LEAKS),


include: "workflow/rules/literature.smk"
include: "workflow/rules/coding.smk"
include: "workflow/rules/mapping.smk"
include: "workflow/rules/conclusions.smk"


rule all:
    message:
        "The study is complete"
    default_target: True
    input:
        PUBLIC["all"],
        LEAKS["all"],


onstart:
    STOPPED.unlink(missing_ok=True)
    for folder in ("read", "batches"):
        discard_documents(Path(PRIVATE) / folder, map(str, READ_BATCHES))
    if makes_reports(workflow.dag_settings.targets):
        mark_out_of_date(Path(REPORTS), STUDY.language)


onsuccess:
    if makes_reports(workflow.dag_settings.targets):
        mark_current(Path(REPORTS))


onerror:
    # What stopped a step stands far above by now; say it again where it will be read.
    if STOPPED.exists():
        say(f"\n{STOPPED.read_text(encoding='utf-8')}", sys.stderr)
