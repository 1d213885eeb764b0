"""What a run does first of all; no rule. The Snakefile's handler calls it, or that of a workflow which uses this one."""


def begin():
    """Be the run at work in the folder, and keep of what was read only what the study still has."""
    if other := take_lock(Path()):
        say(lock_message("living", other, STUDY.language), sys.stderr)
        sys.exit(1)
    STOPPED.unlink(missing_ok=True)
    for folder in ("read", "batches"):
        discard_documents(Path(PRIVATE) / folder, map(str, READ_BATCHES))


if not workflow.modifier.is_main_snakefile():
    # Snakemake calls the handlers of the outermost workflow alone.
    def begin_with(log, outer=workflow._onstart):
        outer(log)
        begin()

    workflow._onstart = begin_with
