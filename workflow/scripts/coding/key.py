"""Give each identifier its number, one for the whole study."""

from benang.coding.pseudonym_key import assign, read_found, write_key
from benang.coding.pseudonyms import read_pseudonyms
from benang.reporting import reporting


def main(found: list[str], pseudonyms: str, key: str, parts: list[str], language: str) -> None:
    batches = [read_found(path) for path in found]
    names = read_pseudonyms(pseudonyms)[0].names
    whole = assign((one for batch in batches for one in batch), set(names.values()), language)
    write_key(whole, key)
    for batch, part in zip(batches, parts, strict=True):
        write_key(whole.part(batch), part)


if __name__ == "__main__":
    with reporting(snakemake.log[0], snakemake.config["language"]):
        inputs, outputs = snakemake.input, snakemake.output
        main(inputs.found, inputs.get("pseudonyms"), outputs.key, outputs.parts, snakemake.params.language)
