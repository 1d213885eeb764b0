# What the researchers write beside the data; several stages use it.


rule writing:
    """Read what the researchers wrote: method, interpretation, translations, journal; names replaced."""
    message:
        "Reading what the researchers wrote"
    input:
        files=ancient(list(PLAN.written)),
        pseudonyms=ancient(STUDY.pseudonyms or []),
        withdrawn=ancient(PLAN.withdrawn_file or []),
        codes=rules.codebook.output.codes,
    output:
        writing=f"{RESULTS}/writing/writing.json",
        problems=f"{RESULTS}/problems/writing.parquet",
    log:
        "logs/writing.log",
    conda:
        "../../envs/conclusions.yaml"
    params:
        withdrawn=PLAN.withdrawn,
        folder=lambda wildcards: STUDY.writing,
        languages=list(STUDY.languages),
    script:
        "../scripts/writing/writing.py"


# What a step that uses it takes as an input; nothing where nobody wrote anything.
WRITTEN = rules.writing.output.writing if STUDY.writing else []
