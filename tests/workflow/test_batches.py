"""A study comes out the same, byte for byte, in however many batches and on however many cores it is worked on."""

import pytest
from corpus import Size, write_corpus

COUNTED = 3
"""Batches that the study's interviews fall into, of 16 and of 64: each in one of its own."""


@pytest.fixture(scope="module")
def checksums_by_way(tmp_path_factory, snakemake_run, checksums_of, target):
    """Checksums of all that is made of one study, by number of batches and of cores."""
    found = {}
    for batches, cores in ((1, 2), (4, 1), (16, 1), (64, 2)):
        study = tmp_path_factory.mktemp(f"batches-{batches}")
        write_corpus(study, Size(12, words=600, codings=12), batches)
        run = snakemake_run(study, target, cores=cores)
        assert run.status == 0, run.said
        found[batches, cores] = checksums_of(study)
    return found


def test_any_number_of_batches_and_cores_gives_the_same_bytes(checksums_by_way):
    def whole(checksums):
        parts = ("results/coding/batches/", "results/problems/clean.")
        return {name: digest for name, digest in checksums.items() if not name.startswith(parts)}

    first, *others = map(whole, checksums_by_way.values())
    assert len(first) > 80
    for other in others:
        assert sorted(other) == sorted(first)
        assert [name for name in first if other[name] != first[name]] == []


def test_the_study_is_really_worked_on_in_several_batches(checksums_by_way):
    numbers = {
        batches: {name for name in checksums if name.endswith(".candidates.parquet")}
        for (batches, _), checksums in checksums_by_way.items()
    }
    assert len(numbers[1]) == 1 and len(numbers[4]) > 1
    assert len(numbers[16]) > COUNTED and len(numbers[64]) > COUNTED
