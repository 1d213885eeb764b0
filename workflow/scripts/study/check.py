"""Read everything a person wrote and say what is wrong with it."""

from pathlib import Path

from benang.core.problems import format_problems, stop_at_errors
from benang.core.reporting import reporting, say
from benang.study.check import check_study

FINE = {"id": "Studi ini siap dijalankan.", "en": "This study is ready to run."}


def main(config_file: str, overrides: dict, language: str) -> None:
    _, problems = check_study(Path(), deep=True, config_file=Path(config_file), overrides=overrides)
    stop_at_errors(problems)
    if problems:
        say(format_problems(problems, language))
    say(FINE.get(language, FINE["en"]))


if __name__ == "__main__":
    with reporting(snakemake):
        main(snakemake.params.config_file, snakemake.params.overrides, snakemake.params.language)
