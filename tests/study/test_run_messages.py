"""What of Snakemake's messages a person sees of a run that ends early."""

import enum
import logging

import pytest

from benang.study.run_messages import HANDLER, LOGGER, RunMessages, show_run_messages


class Event(enum.Enum):
    """As Snakemake names what a message is about."""

    ERROR = "error"
    JOB_ERROR = "job_error"


FAILED = (
    "RuleException:\nCalledProcessError in file \"coding.smk\", line 3:\nCommand 'x' returned non-zero exit status 1."
)
KILLED = "RuleException:\nCalledProcessError in file \"coding.smk\", line 3:\nCommand 'x' died with <Signals.SIG{}: 2>."
LAST = "WorkflowError:\nAt least one job did not complete successfully."


def shown(messages, *said):
    """Those of some messages that are shown; each a text, or a text with the event and further attributes."""
    through = []
    for one in said:
        text, more = one if isinstance(one, tuple) else (one, {})
        record = logging.makeLogRecord({"msg": text, "levelno": logging.ERROR, **more})
        if messages.filter(record):
            through.append(text)
    return through


@pytest.fixture
def ended():
    return []


@pytest.fixture
def messages(tmp_path, ended):
    return RunMessages(tmp_path / "stopped.txt", lambda: ended.append("ended"))


def failure(tmp_path, log):
    (tmp_path / "step.log").write_text(log, encoding="utf-8")
    job = ("Error in rule clean", {"event": Event.JOB_ERROR, "log": [str(tmp_path / "step.log")]})
    return [(FAILED, {"event": Event.ERROR}), job, "Exiting because a job execution failed. Look", LAST]


def test_a_step_that_said_what_is_wrong_is_not_told_again(messages, tmp_path, ended):
    (tmp_path / "stopped.txt").write_text("a.txt, line 3: ...", encoding="utf-8")
    assert shown(messages, "Job 3: Cleaning", *failure(tmp_path, "a.txt, line 3: ...")) == ["Job 3: Cleaning"]
    assert ended == []


def test_a_step_that_said_nothing_is_told_as_snakemake_tells_it(messages, tmp_path):
    said = failure(tmp_path, "")
    assert shown(messages, *said) == [one if isinstance(one, str) else one[0] for one in said]


@pytest.mark.parametrize("what", ["MissingInputException in rule clean", KILLED.format("KILL"), "Disk quota exceeded"])
def test_other_faults_are_shown_although_a_step_has_spoken(messages, tmp_path, what):
    (tmp_path / "stopped.txt").write_text("...", encoding="utf-8")
    assert shown(messages, (what, {"event": Event.ERROR})) == [what]


@pytest.mark.parametrize(
    "first",
    [
        "Terminating processes on user request, this might take some time.",
        "Will exit after finishing currently running jobs (scheduler).",
        (KILLED.format("INT"), {"event": Event.ERROR}),
        (KILLED.format("TERM"), {"event": Event.ERROR}),
    ],
)
def test_of_a_run_that_somebody_ends_snakemake_says_nothing_more(messages, tmp_path, ended, first):
    assert shown(messages, "Job 3: Cleaning", first, *failure(tmp_path, ""), first) == ["Job 3: Cleaning"]
    assert ended == ["ended"]
    assert messages.ended


def test_only_what_goes_to_the_terminal_is_held_back(messages):
    logger = logging.getLogger(LOGGER)
    before, logger.handlers = logger.handlers, [logging.StreamHandler(), logging.StreamHandler()]
    try:
        assert not show_run_messages(messages)
        logger.handlers[0].name = HANDLER
        assert show_run_messages(messages)
        assert [handler.filters for handler in logger.handlers] == [[messages], []]
    finally:
        logger.handlers = before
