"""Benang: from raw interviews to a published qualitative study.

    snakemake            the whole study, as config.yaml describes it
    snakemake check      read everything a person wrote and say what is wrong with it, with file and line
    snakemake figures    the figures
    snakemake coding_sheets
                         what people need to code: a page, a workbook and a REFI-QDA project for each coder
    snakemake coded_copies
                         the texts with people's codings in them, for Word and as PDFs
    snakemake report     the report as HTML, DOCX, PDF and notebook, in each language
    snakemake bundle     one file to archive, which others can check
    snakemake verify     rebuild in a scratch folder and compare every byte; with BENANG_BASE=<git ref or folder> in the
                         environment, write what changed since

A study is a folder with a config.yaml: `snakemake --directory my-study` runs another one than this folder's.
"""


include: "workflow/Snakefile"


workflow.default_target = "all"
