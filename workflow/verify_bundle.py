"""Check a bundle on any machine: that it is whole, that its quotations are where they say, and what differs here.

    python workflow/verify_bundle.py BUNDLE [--study FOLDER] [--language id]

The code, Python and libraries here are compared with those of the run in the bundle. With ``--study`` its inputs and
results are, too, and of each result that differs it is told which input, code or version made the difference. Nothing
is written. Ends with 0 where all is the same, with 1 where the bundle is damaged or a quotation is not where it says,
with 3 where something differs here.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benang.bundle.bundle_archive import read_bundle
from benang.bundle.verification import DAMAGED, Verification, here, read_study_here
from benang.core.problems import format_problems
from benang.core.reporting import say
from benang.core.run_words import message_language
from benang.core.texts import read_texts
from benang.study.plan import program_version, read_plan


def main(arguments: list[str]) -> int:
    """Check the bundle in ``arguments``; the exit status."""
    parser = argparse.ArgumentParser(description="Check a bundle.")
    parser.add_argument("bundle", type=Path, help="the bundle, e.g. results/export/study.zip")
    parser.add_argument("--study", type=Path, help="folder of a study whose inputs and results are compared with it")
    parser.add_argument("--language", default="", help="of what is said: en or id")
    options = parser.parse_args(arguments)
    language = options.language or (message_language(options.study / "config.yaml") if options.study else "en")
    words = read_texts("bundle.yaml")
    unreadable = words[language if language in words else "en"]["verify"]["no_bundle"]
    study = None
    if options.study:
        plan, problems = read_plan(options.study)
        if plan is None:
            say(format_problems(problems, language), sys.stderr)
            return DAMAGED
        study = read_study_here(options.study, plan)
    try:
        members = read_bundle(options.bundle)
        check = Verification(members, language)
        for line in check.whole(study.texts if study else {}):
            say(line)
        for line in check.compared(here(program_version(), study, members)):
            say(line)
    except (OSError, ValueError):
        say(unreadable.replace("{file}", options.bundle.as_posix()), sys.stderr)
        return DAMAGED
    say(check.end())
    return check.status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
