# Stage 1: map the supporting literature.


rule cited:
    """The works that the study's published articles cite."""
    message:
        "Reading the citations in the articles"
    input:
        documents=expand(f"{PLAN.private}/batches/{{batch}}.documents", batch=PLAN.article_batches),
        pseudonyms=ancient(PLAN.names_file or []),
    output:
        works=f"{RESULTS}/literature/cited.parquet",
    log:
        "logs/literature/cited.log",
    conda:
        "../../envs/literature.yaml"
    params:
        articles=PLAN.articles,
    script:
        "../scripts/literature/cited.py"


rule works:
    """Read the works that the study stands on: its reference list, and what its articles cite."""
    message:
        "Reading the literature"
    input:
        beginning=BEGINNING,
        literature=ancient(list(STUDY.literature)),
        style=ancient(STUDY.citation_style or []),
        cited=rules.cited.output.works if PLAN.articles else [],
    output:
        works=f"{RESULTS}/literature/works.parquet",
        table=f"{RESULTS}/literature/works.csv",
        references=f"{RESULTS}/literature/references.json",
        problems=f"{RESULTS}/problems/works.parquet",
    log:
        "logs/literature/works.log",
    conda:
        "../../envs/literature.yaml"
    params:
        citation=lambda wildcards: STUDY.citation,
        languages=list(STUDY.languages),
        # Of two lists with one work the first counts, and Snakemake does not mind the order of inputs.
        files=list(STUDY.literature),
    script:
        "../scripts/literature/works.py"


if PLAN.attached:

    rule work_passages:
        """Code the texts of works, apart from the study's own sources; of them nothing but quoted passages is kept."""
        message:
            "Coding the texts of works"
        input:
            beginning=BEGINNING,
            texts=ancient(list(PLAN.attached)),
            lists=ancient(list(STUDY.literature)),
            codings=ancient([file for file, _ in STUDY.literature_codings]),
            works=rules.works.output.works,
            codes=f"{RESULTS}/coding/codes.parquet",
            rules=f"{RESULTS}/coding/rules.json",
            exceptions=ancient(STUDY.rules.exceptions or []),
            pseudonyms=ancient(PLAN.names_file or []),
        output:
            passages=f"{RESULTS}/literature/work_passages.parquet",
            table=f"{RESULTS}/literature/work_passages.csv",
            texts=f"{RESULTS}/literature/texts.csv",
            problems=f"{RESULTS}/problems/work_passages.parquet",
        log:
            "logs/literature/work_passages.log",
        conda:
            "../../envs/literature.yaml"
        params:
            texts=list(PLAN.attached),
            lists=list(STUDY.literature),
            citation=lambda wildcards: STUDY.citation,
            folder=STUDY.literature_texts,
            codings=[list(coding) for coding in STUDY.literature_codings],
            language=STUDY.language,
        script:
            "../scripts/literature/work_passages.py"


# What was coded in texts of works, where the study has some.
WORK_PASSAGES = f"{RESULTS}/literature/work_passages.parquet" if PLAN.attached else []


rule literature_matrix:
    """Code the works against the codebook, by its citations and by its rules over their notes."""
    message:
        "Coding the literature against the codebook"
    input:
        works=rules.works.output.works,
        codes=f"{RESULTS}/coding/codes.parquet",
        rules=f"{RESULTS}/coding/rules.json",
        exceptions=ancient(STUDY.rules.exceptions or []),
        passages=WORK_PASSAGES,
    output:
        work_codings=f"{RESULTS}/literature/work_codings.csv",
        matrix=f"{RESULTS}/literature/literature_matrix.parquet",
        table=f"{RESULTS}/literature/literature_matrix.csv",
        problems=f"{RESULTS}/problems/literature_matrix.parquet",
    log:
        "logs/literature/literature_matrix.log",
    conda:
        "../../envs/literature.yaml"
    params:
        codebook=lambda wildcards: STUDY.codebook.file if STUDY.codebook else "",
        language=STUDY.language,
    script:
        "../scripts/literature/literature_matrix.py"
