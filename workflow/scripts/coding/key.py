"""Give each identifier its number, one for the whole study; what has one keeps it."""

from benang.core.reporting import reporting
from benang.privacy.pseudonym_key import assign, read_found, read_key, write_key
from benang.privacy.pseudonyms import read_checked_pseudonyms
from benang.sources.withdrawal import withdrawal_of


def main(inputs, outputs, params) -> None:
    batches = [read_found(path) for path in inputs.found]
    names = read_checked_pseudonyms(inputs.get("pseudonyms")).names
    # The key is the study's memory: read and written here alone, and no output, which would be removed before the job.
    found = (one for batch in batches for one in batch)
    before = read_key(params.key)
    withdrawal = withdrawal_of(inputs.get("withdrawn"), params.withdrawn)
    gone = {one for row in before.rows for one in row.sources if withdrawal.is_shared(one) or withdrawal.is_source(one)}
    whole = assign(found, set(names.values()), params.language, before, gone)
    write_key(whole, params.key)
    write_key(whole, outputs.key)
    for batch, part in zip(batches, outputs.parts, strict=True):
        write_key(whole.part(batch), part)


if __name__ == "__main__":
    with reporting(snakemake, kept=[snakemake.params.key]):
        main(snakemake.input, snakemake.output, snakemake.params)
