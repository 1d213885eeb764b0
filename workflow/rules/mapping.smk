# Stage 3: map the categories: matrices and figures.

FIGURE_FILES = expand(
    f"{RESULTS}/figures/{{language}}/{{figure}}.{{suffix}}",
    language=STUDY.languages,
    figure=drawn_figures(STUDY.figures_also),
    suffix=["svg", "png", "pdf"],
)


rule matrices:
    """Cases, kinds of source and questions against themes, categories and codes, in numbers and in words."""
    message:
        "Counting the matrices"
    input:
        passages=rules.passages.output.passages,
        left_out=rules.passages.output.left_out,
        codings=rules.merge_codings.output.codings,
        consensus=rules.disagreements.output.consensus,
        disagreements=rules.disagreements.output.disagreements,
        asked=ASKED,
        literature_matrix=rules.literature_matrix.output.matrix,
        written=WRITTEN,
        withdrawn=ancient(PLAN.withdrawn_file or []),
        codes=rules.codebook.output.codes,
        codebook_history=rules.codebook.output.history,
        cases=rules.cases.output.cases,
        sources=rules.sources.output.sources,
        turns=rules.sources.output.turns,
    output:
        **{matrix: f"{RESULTS}/mapping/{matrix}.csv" for matrix in MATRICES},
        matrices=expand(f"{RESULTS}/mapping/{{matrix}}.parquet", matrix=MATRICES),
        problems=f"{RESULTS}/problems/matrices.parquet",
    # Most of what follows waits for it.
    priority: 1
    log:
        "logs/mapping/matrices.log",
    conda:
        "../../envs/mapping.yaml"
    params:
        counting=PLAN.counting,
        read=PLAN.read,
        near=STUDY.near,
        wanted=list(STUDY.keywords),
        language=STUDY.language,
        classes={attribute: list(bounds) for attribute, bounds in STUDY.classes.items()},
        emergence=STUDY.emergence,
        config=PLAN.about["config_file"],
        saturation=dict(STUDY.saturation),
        withdrawn=PLAN.withdrawn,
        # How often each word is said in sources that have not changed is not counted again; no output.
        kept=f"{PLAN.private}/parts/words",
        stems=STEMS,
    script:
        "../scripts/mapping/matrices.py"


rule blank_summaries:
    """The sheets in which researchers sum up what each case says of each theme and category, its passages beside it."""
    message:
        "Writing the summary sheets"
    input:
        passages=rules.passages.output.passages,
        codings=rules.merge_codings.output.codings,
        consensus=rules.disagreements.output.consensus,
        disagreements=rules.disagreements.output.disagreements,
        written=WRITTEN,
        codes=rules.codebook.output.codes,
        cases=rules.cases.output.cases,
        sources=rules.sources.output.sources,
        turns=rules.sources.output.turns,
    output:
        themes=f"{RESULTS}/summary_sheets/summaries.xlsx",
        categories=f"{RESULTS}/summary_sheets/summaries_by_category.xlsx",
    log:
        "logs/mapping/blank_summaries.log",
    conda:
        "../../envs/mapping.yaml"
    params:
        counting=PLAN.counting,
        read=PLAN.read,
        languages=list(STUDY.languages),
    script:
        "../scripts/mapping/summary_sheets.py"


rule evidence:
    """What the field adds to the literature, and the published evidence map beside the reproduced one."""
    message:
        "Comparing with the literature and the published evidence"
    input:
        published=ancient(STUDY.evidence or []),
        withdrawn=ancient(PLAN.withdrawn_file or []),
        matrix=rules.literature_matrix.output.matrix,
        case_category=f"{RESULTS}/mapping/case_category.parquet",
        passages=rules.passages.output.passages,
        left_out=rules.passages.output.left_out,
        codes=rules.codebook.output.codes,
        cases=rules.cases.output.cases,
        sources=rules.sources.output.sources,
    output:
        novelty=f"{RESULTS}/mapping/novelty.parquet",
        novelty_table=f"{RESULTS}/mapping/novelty.csv",
        evidence=f"{RESULTS}/mapping/evidence.parquet",
        evidence_table=f"{RESULTS}/mapping/evidence.csv",
        assignments=f"{RESULTS}/mapping/assignments.parquet",
        assignments_table=f"{RESULTS}/mapping/assignments.csv",
    log:
        "logs/mapping/evidence.log",
    conda:
        "../../envs/mapping.yaml"
    params:
        withdrawn=PLAN.withdrawn,
    script:
        "../scripts/mapping/evidence.py"


# Where the tables lie that figures name; a figure waits for those that it names and for no others.
FIGURE_TABLES = {
    "works": rules.works.output.works,
    "literature_matrix": rules.literature_matrix.output.matrix,
    "codes": rules.codebook.output.codes,
    "codebook_history": rules.codebook.output.history,
    "cases": rules.cases.output.cases,
    "sources": rules.sources.output.sources,
    "turns": rules.sources.output.turns,
    "codings": rules.merge_codings.output.codings,
    "agreement": rules.agreement.output.agreement,
    "passages": rules.passages.output.passages,
    "left_out": rules.passages.output.left_out,
    **{matrix: f"{RESULTS}/mapping/{matrix}.parquet" for matrix in MATRICES},
    "novelty": rules.evidence.output.novelty,
    "evidence": rules.evidence.output.evidence,
    "assignments": rules.evidence.output.assignments,
    # Of stage 4, whose rules come later.
    **{claims: f"{RESULTS}/conclusions/{claims}.parquet" for claims in ("claims", "claim_states")},
}


include: "figure_inputs.smk"


rule figure:
    """One figure in every language of the study: SVG, PNG and PDF, its numbers, and a description in words."""
    message:
        "Drawing {wildcards.figure}"
    input:
        unpack(figure_tables),
    output:
        [
            (
                report(
                    f"{RESULTS}/figures/{language}/{{figure}}.{suffix}",
                    category=HEADINGS["figures"],
                    subcategory=language,
                    labels={HEADINGS["figure"]: "{figure}"},
                )
                if suffix == "svg"
                else f"{RESULTS}/figures/{language}/{{figure}}.{suffix}"
            )
            for language in STUDY.languages
            for suffix in ("svg", "png", "pdf", "csv", "txt", "caption.txt")
        ],
    log:
        "logs/mapping/{figure}.log",
    resources:
        mem_mb=lambda wildcards, attempt: 2000 * attempt,
    conda:
        "../../envs/mapping.yaml"
    params:
        folder=lambda wildcards, output: Path(output[0]).parents[1].as_posix(),
        # What was drawn of the same data before is not drawn again; it spares time and is no output.
        kept=f"{PLAN.private}/drawn",
        languages=list(STUDY.languages),
        width=PLAN.figures_width / 10,
        fonts=PLAN.fonts,
        about=figure_about,
        approach=[STUDY.approach, *STUDY.approaches_before],
        # The script's own digest knows no figure.
        drawing=lambda wildcards: CODE.module(module_name(wildcards.figure)),
    script:
        "../scripts/mapping/figure.py"


use rule figure as long_figure with:
    # As long as several of the others, and begun first, so that it is not what all that follows waits for.
    wildcard_constraints:
        figure="framework_matrix",
    priority: 1


ruleorder: long_figure > figure


rule figures:
    """All figures."""
    message:
        "The figures are complete"
    input:
        FIGURE_FILES,
        LEAKS["figures"],
