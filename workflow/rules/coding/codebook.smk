# The cases and the codebook.


rule cases:
    """The cases and their attributes."""
    message:
        "Reading the cases"
    input:
        beginning=BEGINNING,
        cases=ancient(STUDY.cases.file if STUDY.cases else []),
        pseudonyms=ancient(PLAN.names_file or []),
        # Without a case file the informants of articles are cases of their own, known once the articles are read, and so
        # are the cases of projects.
        sources=[] if STUDY.cases or not (PLAN.articles or PROJECTS) else f"{RESULTS}/coding/sources.parquet",
        projects=[] if STUDY.cases or not PROJECTS else f"{RESULTS}/coding/batches/projects.cases.parquet",
        turn_cases=[] if STUDY.cases or not PROJECTS else f"{RESULTS}/coding/batches/projects.turn_cases.parquet",
    output:
        cases=f"{RESULTS}/coding/cases.parquet",
        table=f"{RESULTS}/coding/cases.csv",
        problems=f"{RESULTS}/problems/cases.parquet",
    log:
        "logs/coding/cases.log",
    conda:
        "../../../envs/coding.yaml"
    params:
        cases=PLAN.case_rows,
        small_cells=PLAN.small_cells,
    script:
        "../../scripts/coding/cases.py"


rule codebook:
    """The codebook and its history as tables, and the patterns of the rule coder."""
    message:
        "Reading the codebook"
    input:
        beginning=BEGINNING,
        codebook=ancient(STUDY.codebook.file if STUDY.codebook and not PLAN.codebook["read"] else []),
        projects=f"{PRIVATE}/batches/projects.documents" if PLAN.codebook and PLAN.codebook["read"] else [],
        # A codebook without hierarchy takes it from the code paths of the codings.
        codings=ancient([coding["file"] for coding in PLAN.codings] if STUDY.codebook and STUDY.codebook.paths else []),
        history=ancient((STUDY.codebook.history or []) if STUDY.codebook else []),
        pseudonyms=ancient(PLAN.names_file or []),
    output:
        codes=f"{RESULTS}/coding/codes.parquet",
        table=f"{RESULTS}/coding/codes.csv",
        rules=f"{RESULTS}/coding/rules.json",
        history=f"{RESULTS}/coding/codebook_history.parquet",
        history_table=f"{RESULTS}/coding/codebook_history.csv",
        problems=f"{RESULTS}/problems/codebook.parquet",
    log:
        "logs/coding/codebook.log",
    conda:
        "../../../envs/coding.yaml"
    params:
        codebook=PLAN.codebook,
        codings=PLAN.codings if STUDY.codebook and STUDY.codebook.paths else [],
        languages=list(STUDY.languages),
    script:
        "../../scripts/coding/codebook.py"
