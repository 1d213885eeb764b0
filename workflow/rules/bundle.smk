# What can be archived of a study, in one file that others can check.

# Tables and pages that hold what was said beyond what was coded. Where the transcripts are not to be passed on, neither are
# they; nor are documents of other programs, which hold the transcripts.
WITH_TEXTS = {
    "turns.csv",
    "codings.csv",
    "suggestions.csv",
    "rule_misses.csv",
    "disagreements.csv",
    *(f"disagreements{edition}.html" for edition in EDITIONS),
}
TEXT_PROJECTS = [rules.workbook.output.workbook, *(file for file in rules.export.output.projects if "standard" in file)]
ENCLOSED = [
    *FIGURE_FILES,
    *REPORT_FILES,
    *(file for file in TABLE_FILES if STUDY.bundle_texts or Path(file).name not in WITH_TEXTS),
    *(TEXT_PROJECTS if STUDY.bundle_texts else []),
    *rules.export.output.codebook,
    rules.works.output.references,
    *([WRITTEN] if WRITTEN else []),
]
# What lies between the study's files and those, so that the graph of the run is that of this run.
BETWEEN = [
    file
    for made in workflow.rules
    if made.name not in NO_TABLES and made.name not in ("leaks", "answered") and not made.wildcard_names
    for file in made.output
    if PLAN.in_results(file)
]


rule bundle_file:
    """Codings as web annotations, tables, figures, documents, and how they came about, described as RO-Crate."""
    message:
        "Putting the bundle together"
    input:
        enclosed=ENCLOSED,
        # The list of the transcripts' pages.
        transcripts=rules.transcripts.output.pages if STUDY.bundle_texts else [],
        between=BETWEEN,
        files=ancient(PLAN.input_files),
        key=rules.key.output.key,
        codings=rules.merge_codings.output.codings,
        sources=rules.sources.output.sources,
        codes=rules.codebook.output.codes,
        references=rules.works.output.references,
    output:
        bundle=f"{RESULTS}/export/study.zip",
        digests=f"{RESULTS}/bundle/digests.parquet",
    log:
        "logs/bundle/bundle.log",
    conda:
        "../../envs/conclusions.yaml"
    params:
        study=PLAN.about,
        language=STUDY.language,
        with_texts=STUDY.bundle_texts,
        told=PLAN.told_of_inputs,
        private=lambda wildcards: PLAN.private,
        files=PLAN.input_files,
        copies=PLAN.copied_files,
        config_file=lambda wildcards: PLAN.config_file,
        overrides=lambda wildcards: OVERRIDES,
        scope=workflow.modifier.namespace or "",
        made_with=lambda wildcards: made_with(PLAN.about["version"]),
    script:
        "../scripts/bundle/bundle.py"


PUBLIC["bundle"] = [rules.bundle_file.output.bundle, rules.bundle_file.output.digests]


rule bundle:
    """What can be archived of the study."""
    message:
        f"The bundle is {RESULTS}/export/study.zip"
    input:
        KEPT_FILES_READ,
        rules.bundle_file.output,
        LEAKS["bundle"],
