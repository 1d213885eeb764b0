# What is done with a study as a whole.


rule kept_files:
    """Read the files that people keep by hand, before any transcript: what would stop the run later is told at once."""
    message:
        "Reading codebook, claims, literature and the other files that people keep"
    input:
        ancient(PLAN.kept_files),
        beginning=BEGINNING,
    output:
        read=KEPT_FILES_READ,
    log:
        "logs/study/kept_files.log",
    conda:
        "../../envs/conclusions.yaml"
    # First, and alone.
    priority: 100
    threads: workflow.cores
    params:
        study=PLAN.checked_with,
        config_file=lambda wildcards: PLAN.config_file,
        overrides=OVERRIDES,
    script:
        "../scripts/study/kept_files.py"


rule check:
    """Read everything a person wrote and say what is wrong with it."""
    message:
        "Checking the study"
    log:
        "logs/study/check.log",
    conda:
        "../../envs/conclusions.yaml"
    params:
        config_file=lambda wildcards: PLAN.config_file,  # a function, for its path may hold braces
        overrides=OVERRIDES,
        language=STUDY.language,
    script:
        "../scripts/study/check.py"


# What a scratch folder needs: the study's own files, and the key, so that identifiers have the numbers they have.
MADE_FROM = [*PLAN.input_files, *filter(os.path.exists, [PLAN.key])]


rule verify:
    """Rebuild the study in a scratch folder and compare every byte."""
    message:
        "Verifying that the study gives the same bytes"
    log:
        "logs/study/verify.log",
    conda:
        "../../envs/conclusions.yaml"
    threads: workflow.cores
    params:
        # Given by functions, for Snakemake fills in what stands in braces, and a folder's name may have some.
        snakefile=lambda wildcards: str(SNAKEFILE),
        config_file=lambda wildcards: PLAN.config_file,
        # With what a run sees and does not read: what it says depends on that too.
        inputs=lambda wildcards: [*MADE_FROM, *files_passed_over(Path(), STUDY.sources)],
        checksums=lambda wildcards: STUDY.checksums,
        folders=[RESULTS, REPORTS],
        record=False,
        base=lambda wildcards: os.environ.get(BASE, ""),
        told=lambda wildcards: PLAN.told_of_inputs,
        study=lambda wildcards: PLAN.about,
        languages=list(STUDY.languages),
    script:
        "../scripts/study/verify.py"


use rule verify as checksums with:
    message:
        "Rebuilding the study and recording its checksums"
    log:
        "logs/study/checksums.log",
    params:
        # Given by functions, for Snakemake fills in what stands in braces, and a folder's name may have some.
        snakefile=lambda wildcards: str(SNAKEFILE),
        config_file=lambda wildcards: PLAN.config_file,
        # With what a run sees and does not read: what it says depends on that too.
        inputs=lambda wildcards: [*MADE_FROM, *files_passed_over(Path(), STUDY.sources)],
        checksums=lambda wildcards: STUDY.checksums,
        folders=[RESULTS, REPORTS],
        record=True,
        base="",
