"""Read everything a person wrote and say what is wrong with it."""

from pathlib import Path

from benang.core.problems import StudyError, format_problems, has_errors
from benang.core.reporting import reporting, say
from benang.core.run_words import sentence
from benang.study.check import check_study


def main(config_file: str, overrides: dict, language: str) -> None:
    _, problems = check_study(Path(), deep=True, config_file=Path(config_file), overrides=overrides)
    if has_errors(problems):
        raise StudyError(problems, checked=True)
    if problems:
        say(format_problems(problems, language))
    say(sentence("ready", language))


if __name__ == "__main__":
    with reporting(snakemake):
        main(snakemake.params.config_file, snakemake.params.overrides, snakemake.params.language)
