# Stage 4: draw conclusions: test the claims and write the report.


CLAIM_TABLES = [
    "claims",
    "claim_states",
    "claim_needs",
    "claim_decisive",
    "claim_counts_without",
    "claim_evidence",
    "claim_answers",
]

# Made by the rule kept_files (study.smk), which stands behind all stages.
KEPT_FILES_READ = f"{PRIVATE}/batches/kept_files.txt"


rule claims:
    """Set each claim beside the passages for it and against it, and what the researcher answers to these."""
    message:
        "Setting the claims beside their evidence"
    input:
        claims=ancient(STUDY.claims or []),
        pseudonyms=ancient(PLAN.names_file or []),
        withdrawn=ancient(PLAN.withdrawn_file or []),
        codings=rules.merge_codings.output.codings,
        consensus=rules.disagreements.output.consensus,
        passages=rules.passages.output.passages,
        disagreements=rules.disagreements.output.disagreements,
        asked=ASKED,
        codes=rules.codebook.output.codes,
        cases=rules.cases.output.cases,
        sources=rules.sources.output.sources,
        turns=rules.sources.output.turns,
    output:
        expand(f"{RESULTS}/conclusions/{{table}}.csv", table=CLAIM_TABLES),
        frames=expand(f"{RESULTS}/conclusions/{{table}}.parquet", table=CLAIM_TABLES[1:]),
        claims=f"{RESULTS}/conclusions/claims.parquet",
        problems=f"{RESULTS}/problems/claims.parquet",
    log:
        "logs/conclusions/claims.log",
    conda:
        "../../envs/conclusions.yaml"
    params:
        withdrawn=PLAN.withdrawn,
        languages=list(STUDY.languages),
        counting=PLAN.counting,
        read=PLAN.read,
        listed=[{"coder": coding["coder"]} for coding in [*PLAN.codings, *PLAN.projects]],
        # What the claims rest on in the same sources is not gathered again; no output.
        kept=f"{PRIVATE}/parts/claims",
    script:
        "../scripts/conclusions/claims.py"


rule written_checks:
    """Check what the researchers wrote against what the run found: references, numbers, translations, limits."""
    message:
        "Checking what the researchers wrote against what the run found"
    input:
        writing=rules.writing.output.writing,
        withdrawn=ancient(PLAN.withdrawn_file or []),
        codings=rules.merge_codings.output.codings,
        consensus=rules.disagreements.output.consensus,
        passages=rules.passages.output.passages,
        codes=rules.codebook.output.codes,
        cases=rules.cases.output.cases,
        sources=rules.sources.output.sources,
        turns=rules.sources.output.turns,
        works=rules.works.output.works,
        claims=rules.claims.output.claims,
        claim_tables=rules.claims.output.frames,
    output:
        problems=f"{RESULTS}/problems/written.parquet",
    log:
        "logs/conclusions/written_checks.log",
    conda:
        "../../envs/conclusions.yaml"
    params:
        withdrawn=PLAN.withdrawn,
        study=PLAN.about,
        languages=list(STUDY.languages),
    script:
        "../scripts/conclusions/written_checks.py"


ALL_PROBLEMS = [
    rules.problems.output.problems,
    rules.claims.output.problems,
    rules.matrices.output.problems,
    *([rules.writing.output.problems, rules.written_checks.output.problems] if STUDY.writing else []),
]


rule problem_list:
    """Everything that the run told: of the data, and of what claims leave unanswered."""
    message:
        "Listing the problems"
    input:
        problems=ALL_PROBLEMS,
    output:
        table=f"{RESULTS}/problems.csv",
    log:
        "logs/conclusions/problems.log",
    conda:
        "../../envs/conclusions.yaml"
    params:
        language=STUDY.language,
    script:
        "../scripts/conclusions/problems.py"


rule workbook:
    """The whole study as one workbook, with all that the run told."""
    message:
        "Writing the workbook"
    input:
        codes=rules.codebook.output.codes,
        codings=rules.merge_codings.output.codings,
        cases=rules.cases.output.cases,
        turns=rules.sources.output.turns,
        matrices=expand(
            f"{RESULTS}/mapping/{{matrix}}.parquet",
            matrix=[name for name, matrix in MATRICES.items() if matrix.in_workbook],
        ),
        problems=ALL_PROBLEMS,
    output:
        workbook=f"{RESULTS}/export/study.xlsx",
    # Nothing but the search for names waits for it: it goes beside the documents.
    priority: -1
    log:
        "logs/conclusions/workbook.log",
    conda:
        "../../envs/conclusions.yaml"
    params:
        heading=PLAN.heading,
        approach=[STUDY.approach, *STUDY.approaches_before],
        language=STUDY.language,
    script:
        "../scripts/conclusions/workbook.py"


rule next_steps:
    """What brings the study forward next, with the lines to add."""
    message:
        "Looking for what brings the study forward"
    input:
        sources=rules.sources.output.sources,
        turns=rules.sources.output.turns,
        codes=rules.codebook.output.codes,
        codings=rules.merge_codings.output.codings,
        disagreements=rules.disagreements.output.disagreements,
        suggestions=rules.suggestions.output.suggestions,
        claims=rules.claims.output.claims,
        writing=WRITTEN,
        answers=rules.claims.output.problems,
        problems=ALL_PROBLEMS,
        names_to_list=rules.residual_risk.output.to_list,
    output:
        steps=f"{RESULTS}/next_steps.json",
    log:
        "logs/conclusions/next_steps.log",
    conda:
        "../../envs/conclusions.yaml"
    params:
        named=PLAN.named_for_next_steps,
    script:
        "../scripts/conclusions/next_steps.py"


rule notebook:
    """Run the notebooks of the article and of its supplement over the results of this run."""
    message:
        "Writing report{wildcards.edition} and supplement{wildcards.edition}"
    input:
        references=rules.works.output.references,
        works=rules.works.output.works,
        literature_matrix=rules.literature_matrix.output.matrix,
        work_passages=WORK_PASSAGES,
        cases=rules.cases.output.cases,
        codes=rules.codebook.output.codes,
        sources=rules.sources.output.sources,
        turns=rules.sources.output.turns,
        codings=rules.merge_codings.output.codings,
        agreement=rules.agreement.output.agreement,
        rule_quality=rules.rule_quality.output.quality_frame,
        language_model=rules.code_by_model.output.account if STUDY.language_model else [],
        disagreements=rules.disagreements.output.disagreements,
        asked=ASKED,
        problems=ALL_PROBLEMS,
        matrices=rules.matrices.output.matrices,
        novelty=rules.evidence.output.novelty,
        evidence=rules.evidence.output.evidence,
        assignments=rules.evidence.output.assignments,
        ways=rules.count_ways.output.ways,
        passages=rules.passages.output.passages,
        left_out=rules.passages.output.left_out,
        claims=rules.claims.output.claims,
        claim_tables=rules.claims.output.frames,
        suggestions=rules.suggestions.output.suggestions,
        next_steps=rules.next_steps.output.steps,
        word_use=rules.word_use.output.words if FIRST_LOOK else [],
        writing=WRITTEN,
        figures=FIGURE_FILES,
    output:
        **{f"{name}_notebook": f"{REPORTS}/{name}{{edition}}.ipynb" for name in DOCUMENTS},
        **{f"{name}_text": f"{RESULTS}/conclusions/{name}{{edition}}.md" for name in DOCUMENTS},
    log:
        "logs/conclusions/report{edition}.log",
    resources:
        mem_mb=lambda wildcards, attempt: 2000 * attempt,
    conda:
        "../../envs/conclusions.yaml"
    params:
        study=PLAN.about,
        language=lambda wildcards: EDITIONS[wildcards.edition],
        results=lambda wildcards, output: Path(output.report_text).parents[1].as_posix(),
    script:
        "../scripts/conclusions/notebook.py"


rule documents:
    """Article and supplement, each as one self-contained web page, as a Word document and as a typeset PDF."""
    message:
        "Typesetting report{wildcards.edition} and supplement{wildcards.edition}"
    input:
        report_text=rules.notebook.output.report_text,
        supplement_text=rules.notebook.output.supplement_text,
        references=rules.works.output.references,
        style=ancient(STUDY.citation_style or []),
        reference_docx=ancient(PLAN.reference_docx or []),
        figures=FIGURE_FILES,
    output:
        **{
            f"{name}_{suffix}": report(
                f"{REPORTS}/{name}{{edition}}.{suffix}",
                category=HEADINGS["documents"],
                labels={HEADINGS["document"]: f"{name}{{edition}}", HEADINGS["form"]: suffix},
            )
            for name in DOCUMENTS
            for suffix in ("html", "docx", "pdf")
        },
    log:
        "logs/conclusions/report{edition}.documents.log",
    resources:
        mem_mb=lambda wildcards, attempt: 2000 * attempt,
    conda:
        "../../envs/conclusions.yaml"
    params:
        # What was made of the same sections before is not made again; it spares time and is no output.
        kept=lambda wildcards: f"{PRIVATE}/typeset/report{wildcards.edition}.json",
        study=PLAN.about,
        language=lambda wildcards: EDITIONS[wildcards.edition],
        fonts=PLAN.fonts,
    script:
        "../scripts/conclusions/documents.py"


rule transcripts:
    """A web page for each transcript, what is coded marked in it; where the study shows none, those of earlier runs go."""
    message:
        "Marking the codings in the transcripts"
    input:
        sources=rules.sources.output.sources,
        turns=rules.sources.output.turns,
        printed=rules.sources.output.printed,
        codings=rules.merge_codings.output.codings,
        codes=rules.codebook.output.codes,
        # What the supplement quotes can be led back to.
        supplements=expand(rules.notebook.output.supplement_text, edition=EDITIONS) if STUDY.transcripts else [],
    output:
        pages=f"{RESULTS}/conclusions/transcripts.csv",
    # Before the documents, which end together.
    priority: 1
    log:
        "logs/conclusions/transcripts.log",
    conda:
        "../../envs/conclusions.yaml"
    params:
        heading=PLAN.heading,
        shown=STUDY.transcripts,
        names_listed=PLAN.names_listed,
        editions={language: edition for edition, language in EDITIONS.items()},
        reports=REPORTS,
    script:
        "../scripts/conclusions/transcripts.py"


rule summary:
    """What the run made, in a few lines."""
    message:
        "Summing up"
    input:
        sources=rules.sources.output.sources,
        codings=rules.merge_codings.output.codings,
        disagreements=rules.disagreements.output.disagreements,
        passages=rules.passages.output.passages,
        left_out=rules.passages.output.left_out,
        problems=ALL_PROBLEMS,
        table=rules.problem_list.output.table,
        codes=rules.codebook.output.codes,
        suggestions=rules.suggestions.output.suggestions,
        next_steps=rules.next_steps.output.steps,
    output:
        summary=f"{RESULTS}/summary.json",
        readme=f"{RESULTS}/README.txt",
    priority: 1
    log:
        "logs/conclusions/summary.log",
    conda:
        "../../envs/conclusions.yaml"
    params:
        language=STUDY.language,
        results=lambda wildcards, output: Path(output.summary).parent.as_posix(),
        heading=PLAN.heading,
        languages=list(STUDY.languages),
        approach=[STUDY.approach, *STUDY.approaches_before],
        counting=PLAN.counting,
        # Only named here: to wait for them would be to work alone at the end of a run.
        documents=expand(
            f"{REPORTS}/{{name}}{{edition}}.{{suffix}}",
            name=DOCUMENTS,
            edition=EDITIONS,
            suffix=["html", "pdf", "docx"],
        ),
    script:
        "../scripts/conclusions/summary.py"


REPORT_FILES = [
    *expand(
        f"{REPORTS}/{{name}}{{edition}}.{{suffix}}",
        name=DOCUMENTS,
        edition=EDITIONS,
        suffix=["ipynb", "html", "docx", "pdf"],
    ),
    *rules.summary.output,
    rules.transcripts.output.pages,
]

# What other programs open.
EXPORT_FILES = [*rules.export.output, *rules.workbook.output]

# Tables and pages for people: of each rule so far that the study has a use for. Sheets for coders are a target of their own.
UNUSED = [*([] if STUDY.language_model else ["code_by_model"]), *([] if PROJECTS else ["projects"])]
NO_TABLES = OTHER_RULES | {"blank_sheets", "copies_with_codings", *UNUSED}
TABLE_FILES = [
    file
    for made in workflow.rules
    if made.name not in NO_TABLES and not made.wildcard_names
    for file in made.output
    if file.endswith((".csv", ".html")) and PLAN.in_results(file)
]

# What each target makes public. Whatever else lies in the folders of results and reports is searched with the last two.
PUBLIC = {
    "figures": FIGURE_FILES,
    "coding_sheets": [*rules.blank_sheets.output],
    "summary_sheets": [*rules.blank_summaries.output],
    "coded_copies": [*rules.copies_with_codings.output],
    "report": REPORT_FILES,
    "all": [*FIGURE_FILES, *REPORT_FILES, *TABLE_FILES, *EXPORT_FILES],
}
# Sheets that somebody asked for and nobody has filled in are kept as the study is now.
for asked_for in blank_sheets(Path(), RESULTS):
    PUBLIC["all"] += PUBLIC[asked_for]


rule leaks:
    """Search all that a target makes public for listed names and identifiers; the run fails where one is left."""
    message:
        "Searching for names in what can be passed on ({wildcards.target})"
    input:
        public=lambda wildcards: PUBLIC[wildcards.target],
        works=rules.works.output.works,
        references=rules.works.output.references,
        pseudonyms=ancient(PLAN.names_file or []),
        withdrawn=ancient(PLAN.withdrawn_file or []),
        key=rules.key.output.key,
        # Where a leak comes from is told by source, turn and line.
        sources=rules.sources.output.sources,
        turns=rules.sources.output.turns,
        offset_map=rules.sources.output.offset_map,
        # Names in small letters that were left, since they may be words.
        problems=expand(rules.clean.output.problems, batch=ALL_BATCHES),
    output:
        f"{RESULTS}/leaks/{{target}}.json",
    log:
        "logs/conclusions/leaks.{target}.log",
    # The last step of a run, alone.
    threads: workflow.cores
    conda:
        "../../envs/conclusions.yaml"
    params:
        withdrawn=PLAN.withdrawn,
        folders=lambda wildcards: (
            [f"{RESULTS}/{'export' if wildcards.target == 'bundle' else wildcards.target}"]
            if wildcards.target in ("figures", "coding_sheets", "summary_sheets", "coded_copies", "bundle")
            else [RESULTS, REPORTS]
        ),
        # Written once nothing is left: a note that goes by itself, and numbers.
        besides=[
            f"{REPORTS}/{NOTE}",
            *request_notes(RESULTS).values(),
            *LEAKS.values(),
            *(file for files in ANSWERED.values() for file in files),
        ],
        kinds=list(STUDY.identifiers),
        study=PLAN.about,
        language=STUDY.language,
        results=lambda wildcards, output: Path(str(output)).parents[1].as_posix(),
        # What was found in files that have not changed since; it spares time and is no output.
        searched=f"{PRIVATE}/searched.json",
        made=f"{PRIVATE}/made_ids.json",
    script:
        "../scripts/conclusions/leaks.py"


rule answered:
    """With `must_answer: true` the run ends here, its reports written, while what speaks against a claim is unanswered."""
    message:
        "Looking for passages against the claims that have no answer ({wildcards.target})"
    input:
        claims=ancient(STUDY.claims or []),
        problems=rules.claims.output.problems,
        # Last of all, so that nothing is missing where it ends the run.
        public=lambda wildcards: [*PUBLIC[wildcards.target], LEAKS[wildcards.target]],
    output:
        f"{RESULTS}/answered/{{target}}.json",
    log:
        "logs/conclusions/answered.{target}.log",
    conda:
        "../../envs/conclusions.yaml"
    params:
        reports=REPORTS,
    script:
        "../scripts/conclusions/answered.py"


rule coding_sheets:
    """What people need to code, for each coder."""
    message:
        f"The coding sheets are in {RESULTS}/coding_sheets"
    input:
        rules.blank_sheets.output,
        LEAKS["coding_sheets"],


rule summary_sheets:
    """What researchers need to write the framework matrix."""
    message:
        f"The summary sheets are in {RESULTS}/summary_sheets"
    input:
        rules.blank_summaries.output,
        LEAKS["summary_sheets"],


rule coded_copies:
    """Copies of the texts with people's codings in them."""
    message:
        f"The coded copies are in {RESULTS}/coded_copies"
    input:
        rules.copies_with_codings.output,
        LEAKS["coded_copies"],


rule report:
    """The report in every language and form."""
    message:
        "The report is complete"
    input:
        KEPT_FILES_READ,
        REPORT_FILES,
        LEAKS["report"],
        ANSWERED["report"],
