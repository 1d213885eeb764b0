"""Ask a language model for the answers that a study does not have yet, and record them. Nothing else uses the network.

    python workflow/ask_model.py [--study FOLDER] [--cores N] [--yes]

Without ``--yes`` it only says how much text would go where. Sent are the frozen texts, which hold pseudonyms, and the
codebook; nothing is sent while a listed name or an identifier is left in them. An answer is written as soon as it has
come, so that what was broken off goes on where it was.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

import run
from benang.coding.language_model.endpoint import Endpoint, ask, endpoint_problems, key_problems
from benang.coding.language_model.prompt import codebook, transcript
from benang.coding.language_model.replay import Answer, read_answers, write_answer
from benang.coding.language_model.requests import ModelRequest, RequestSettings, build_requests, distinct
from benang.core.config import CONFIG_FILE
from benang.core.problems import Problem, StudyError, format_problems, stop_at_errors
from benang.core.reporting import say
from benang.core.run_words import message_language
from benang.core.settings import LanguageModel
from benang.core.tables import read_table
from benang.core.texts import read_texts
from benang.core.wording import filled
from benang.privacy.gate.found_texts import TEXT
from benang.privacy.gate.readings import readings
from benang.privacy.gate.sensitive_terms import SensitiveTerms
from benang.privacy.pseudonym_key import read_key
from benang.sources.intake import read_names
from benang.study.plan import Plan, read_plan


def main(arguments: list[str]) -> int:
    """Ask for what is missing; 0 where nothing is left to be asked, or where it was only said what would be sent."""
    parser = argparse.ArgumentParser(description="Ask a language model for the answers that a study does not have yet.")
    parser.add_argument("--study", type=Path, default=Path(), help="folder with the study's config.yaml")
    parser.add_argument("--cores", type=int, default=2, help="how many jobs at a time bring the texts up to date")
    parser.add_argument("--yes", action="store_true", help="send the text")
    options = parser.parse_args(arguments)
    try:
        plan, problems = read_plan(options.study)
        if plan is None:
            raise StudyError(problems)
        asked = plan.study.language_model
        if asked is None:
            raise StudyError([Problem("model-not-configured", CONFIG_FILE)])
        stop_at_errors(endpoint_problems(asked.endpoint))
        status = bring_up_to_date(options.study, plan, options.cores)
        if status == 0:
            ask_study(options.study, plan, asked, yes=options.yes)
        return status
    except StudyError as error:
        say(format_problems(error.problems, message_language(options.study / CONFIG_FILE)), sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def bring_up_to_date(study: Path, plan: Plan, cores: int) -> int:
    """Make the frozen texts and the codebook what they are now, as a run does; its exit status."""
    tables = [f"{plan.study.results}/coding/{name}.parquet" for name in ("sources", "codes")]
    return run.main(["--study", str(study), "--cores", str(cores), *tables])


def names_left(texts: Iterable[tuple[str, str]], terms: SensitiveTerms) -> list[Problem]:
    """The listed names and the identifiers in texts that are to be sent.

    Args:
        texts: each with its place, for the message.
        terms: what must not be sent.
    """
    problems: list[Problem] = []
    for place, text in texts:
        most: Counter[str] = Counter()
        for reading in readings(text):
            hits = {(hit.start, hit.replacement) for hit in (*terms.hits(reading, TEXT), *terms.patterns(reading))}
            most |= Counter(replacement for _, replacement in hits)
        problems += [
            Problem("model-names-left", place=place, values={"pseudonym": replacement, "count": most[replacement]})
            for replacement in sorted(most)
        ]
    return problems


def ask_study(root: Path, plan: Plan, asked: LanguageModel, *, yes: bool) -> None:
    """Say what is missing in a study whose texts are up to date and, with ``yes``, ask for it.

    Args:
        root: the study's folder.
        plan: the study.
        asked: its language model.
        yes: whether to send anything.

    Raises:
        StudyError: something may not be sent, or was not answered.
    """
    study = plan.study
    settings = RequestSettings(**plan.request_settings)
    coding = root / study.results / "coding"
    sources, turns, codes = (read_table(coding / f"{name}.parquet", name) for name in ("sources", "turns", "codes"))
    requests = distinct(build_requests(sources, turns, codes, settings))
    answers, problems = read_answers(requests, root, asked.folder)
    stop_at_errors(problem for problem in problems if problem.file)  # a file that is there and holds no answer
    missing = [request for request in requests if request.hash not in answers]
    values = {
        "all": len(requests),
        "have": len(answers),
        "missing": len(missing),
        "folder": asked.folder,
        "characters": sum(request.characters for request in missing),
        "sources": len({request.part.source_id for request in missing}),
        "host": Endpoint(asked.endpoint).host,
        "model": asked.model,
        "study": "" if root == Path() else f'STUDY="{root.as_posix()}" ',
    }
    if not missing:
        say(words("nothing", study.language, values))
        return
    names = read_names(root, study)[0]
    key = read_key(root / plan.private / "batches" / "key.csv")
    texts = [("codebook", codebook(codes, settings.language))]
    texts += [(request.place, transcript(request.part)) for request in missing]
    stop_at_errors(names_left(texts, SensitiveTerms(names, key.replacements, study.identifiers)))
    say(words("plan", study.language, values))
    if not yes:
        say(words("not_yet", study.language, values))
        return
    secret = os.environ.get(asked.key_variable, "").strip() if asked.key_variable else ""
    if asked.key_variable:
        stop_at_errors(key_problems(secret, asked.key_variable))
    kept: list[str] = []

    def keep(request: ModelRequest, answer: Answer) -> None:
        write_answer(request, answer, root, asked.folder)
        kept.append(request.hash)
        say(words("kept", study.language, {**values, "number": len(kept), "place": request.place}))

    try:
        problems = ask(missing, Endpoint(asked.endpoint, secret), keep)
    except OSError as error:
        cause = error.strerror or type(error).__name__
        problems = [Problem("model-answers-unwritable", asked.folder, values={"cause": cause})]
    if kept:
        say(words("done", study.language, {**values, "kept": len(kept)}))
    stop_at_errors(problems)


def words(name: str, language: str, values: Mapping[str, object]) -> str:
    """One of the program's sentences, filled."""
    known = read_texts("language_model.yaml")["asking"]
    return filled(str(known.get(language, known["en"])[name]), values)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
