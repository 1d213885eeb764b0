"""What can be archived of a study, in one file that others can check: annotations, provenance, results."""
