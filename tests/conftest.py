"""Which tests are run, and how many examples property tests draw.

By default: all but those that are ``slow`` (whole runs of studies, programs of others), with few examples. A slow test
is run where its file is named on the command line, by ``--sample PERCENT``, and by ``--all``.
"""

from pathlib import Path

import pytest
from coded_study import PUBLISHED, write_coded_study
from faults import tally
from hypothesis import settings
from processes import ByRun
from sample import in_sample, tree

# The same examples on every machine, and never a bound of time.
settings.register_profile("all", deadline=None, derandomize=True, print_blob=False)
settings.register_profile("quick", settings.get_profile("all"), max_examples=15)


def pytest_addoption(parser):
    options = parser.getgroup("benang")
    options.addoption("--all", action="store_true", help="slow tests too, and all examples of property tests")
    options.addoption(
        "--sample", type=int, default=0, metavar="PERCENT", help="of the slow tests, so many out of a hundred"
    )
    options.addoption(
        "--sample-seed",
        metavar="TEXT",
        help="chooses the sample; by default the tree of the commit, so that a commit always has the same sample and "
        "each new state of the project another",
    )


def pytest_configure(config):
    settings.load_profile("all" if config.getoption("all") else "quick")
    if config.getoption("sample") and not config.getoption("sample_seed"):
        config.option.sample_seed = tree()


def pytest_terminal_summary(terminalreporter, config):
    if config.getoption("sample"):
        percent, seed = config.getoption("sample"), config.getoption("sample_seed")
        terminalreporter.write_line(f"Of the slow tests: --sample {percent} --sample-seed {seed}")
    for line in tally(report for reports in terminalreporter.stats.values() for report in reports):
        terminalreporter.write_line(line)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return ByRun(config, log)


def pytest_collection_modifyitems(config, items):
    if config.getoption("all"):
        return
    named = {Path(config.invocation_params.dir, argument.partition("::")[0]).resolve() for argument in config.args}
    percent, seed = config.getoption("sample"), config.getoption("sample_seed")
    left_out = {
        item
        for item in items
        if item.get_closest_marker("slow") and item.path not in named and not in_sample(identity(item), percent, seed)
    }
    config.hook.pytest_deselected(items=list(left_out))
    items[:] = [item for item in items if item not in left_out]


def identity(item):
    """What a test is called everywhere; its node id is another one on several processors."""
    file, _, name = item.location
    return f"{Path(file).as_posix()}::{name}"


@pytest.fixture(scope="session", params=["own", "published"])
def coded_study(request, tmp_path_factory):
    """A whole coded study: the project's own, and a published one where it lies beside the project."""
    if request.param == "own":
        return write_coded_study(tmp_path_factory.mktemp("coded"))
    if not PUBLISHED.folder.is_dir():
        pytest.skip("the published study is not here")
    return PUBLISHED
