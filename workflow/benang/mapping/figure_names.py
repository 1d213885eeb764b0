"""The study's figures by name, for the workflow and the report, which need no drawing library to know them."""

FIGURES = ("research_design", "project_map", "heat_map", "code_references")
"""Every figure, in the order of the report."""
