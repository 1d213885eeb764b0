# Compare those who coded.


rule agreement:
    """How far the coders agree, where they coded the same sources."""
    message:
        "Comparing the coders"
    input:
        codings=rules.merge_codings.output.codings,
        turns=rules.sources.output.turns,
        sources=rules.sources.output.sources,
        codes=rules.codebook.output.codes,
    output:
        agreement=f"{RESULTS}/coding/agreement.parquet",
        table=f"{RESULTS}/coding/agreement.csv",
    log:
        "logs/coding/agreement.log",
    conda:
        "../../../envs/coding.yaml"
    params:
        read=PLAN.read,
    script:
        "../../scripts/coding/agreement.py"


rule count_ways:
    """How much is counted under each way of counting: any coder, all readers, the consensus, each coder."""
    message:
        "Counting in every way"
    input:
        codings=rules.merge_codings.output.codings,
        consensus=rules.disagreements.output.consensus,
        turns=rules.sources.output.turns,
        sources=rules.sources.output.sources,
        codes=rules.codebook.output.codes,
    output:
        ways=f"{RESULTS}/coding/count_ways.parquet",
        table=f"{RESULTS}/coding/count_ways.csv",
    log:
        "logs/coding/count_ways.log",
    conda:
        "../../../envs/coding.yaml"
    params:
        counting=PLAN.counting,
        read=PLAN.read,
        # What was counted of the same sources before is not counted again; no output.
        kept=f"{PRIVATE}/parts/count_ways",
    script:
        "../../scripts/coding/count_ways.py"


rule rule_quality:
    """How well the rule coder finds what people coded, and every place where they differ."""
    message:
        "Comparing the rule coder with people"
    input:
        codings=rules.merge_codings.output.codings,
        turns=rules.sources.output.turns,
        sources=rules.sources.output.sources,
    output:
        quality=f"{RESULTS}/coding/rule_quality.csv",
        quality_frame=f"{RESULTS}/coding/rule_quality.parquet",
        misses=f"{RESULTS}/coding/rule_misses.csv",
    log:
        "logs/coding/rule_quality.log",
    conda:
        "../../../envs/coding.yaml"
    params:
        coder=lambda wildcards: STUDY.rules.coder,
        roles=list(STUDY.rules.roles),
    script:
        "../../scripts/coding/rule_quality.py"


rule disagreements_page:
    """Where coders differ, as a page in each language: both quotations side by side."""
    message:
        "Showing where the coders differ"
    input:
        disagreements=rules.disagreements.output.disagreements,
        codes=rules.codebook.output.codes,
        sources=rules.sources.output.sources,
        printed=rules.sources.output.printed,
    output:
        pages=[f"{RESULTS}/coding/disagreements{edition}.html" for edition in EDITIONS],
    log:
        "logs/coding/disagreements_page.log",
    conda:
        "../../../envs/coding.yaml"
    params:
        heading=PLAN.heading,
        languages=list(EDITIONS.values()),
    script:
        "../../scripts/coding/disagreements_page.py"
