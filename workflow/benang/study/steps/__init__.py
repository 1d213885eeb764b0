"""Start the steps of a run quickly: their modules are loaded once, and each step is a copy of the process that did so.

Most steps of a small study work for less than a tenth of a second and load pandas for half a second first. Snakemake
starts each as ``python SCRIPT``; during a run on the machine itself ``python`` is a word of ours for it, ``client``,
which hands the script to ``server``. The server loads the modules that the script names at its head, forks, and the
copy runs the script in the client's folder, with its environment and its streams. A rule, its script and what a cluster
runs stay what they are: without a server, the client is the interpreter itself.
"""

from benang.study.steps.ahead import scripts_ahead
from benang.study.steps.start import start_ahead, start_server

__all__ = ["scripts_ahead", "start_ahead", "start_server"]
