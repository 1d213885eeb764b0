"""Look through the texts of projects for numbers and addresses that lead to a person."""

from benang.core.reporting import reporting
from benang.exchange.into_study import identifiers_in
from benang.exchange.project_files import read_project_files
from benang.privacy.pseudonym_key import gathered, read_replacing, write_found


def main(listed: list[dict], kinds: list[str], language: str, pseudonyms: str, found: str) -> None:
    # What cannot be read is told where the projects are brought in.
    projects, _ = read_project_files(listed)
    write_found(gathered(identifiers_in(projects, read_replacing(pseudonyms, "", kinds, language))), found)


if __name__ == "__main__":
    with reporting(snakemake.log[0], snakemake.config["language"]):
        params = snakemake.params
        pseudonyms = snakemake.input.get("pseudonyms")
        main(params.projects, params.kinds, snakemake.config["language"], pseudonyms, snakemake.output.found)
