"""What Snakemake's graph of jobs no longer ends a run for."""

import asyncio
from importlib import import_module

import pytest

from benang.study.forgiving_dag import make_forgiving


class Strict:
    """A graph as Snakemake's, on a disk that can only be read, with a clock that was put right."""

    def __init__(self, error):
        self.error = error

        class Job:
            async def cleanup(self, skip_outputs):
                raise error

        self.jobs = [Job(), Job()]

    def cleanup_workdir(self):
        raise self.error

    async def check_output_mtime(self, job, outputs):
        raise self.error


def test_what_cannot_be_removed_and_outputs_older_than_inputs_end_no_run():
    dag = Strict(PermissionError(13, "Permission denied"))
    make_forgiving(dag)
    dag.cleanup_workdir()
    asyncio.run(dag.check_output_mtime("job", ["output"]))
    for job in dag.jobs:
        asyncio.run(job.cleanup(skip_outputs=()))


def test_any_other_mistake_is_told():
    dag = Strict(KeyError("job"))
    make_forgiving(dag)
    with pytest.raises(KeyError):
        dag.cleanup_workdir()
    with pytest.raises(KeyError):
        asyncio.run(dag.jobs[0].cleanup(skip_outputs=()))


def test_they_are_habits_of_the_snakemake_that_is_installed():
    import_module("snakemake.cli")  # its modules import one another, and only so in an order that works
    habits, job = import_module("snakemake.dag").DAG, import_module("snakemake.jobs").Job
    assert callable(habits.cleanup_workdir)
    assert asyncio.iscoroutinefunction(habits.check_output_mtime) and asyncio.iscoroutinefunction(job.cleanup)


def test_one_that_has_none_of_them_stays_as_it_is():
    dag = object()
    make_forgiving(dag)
