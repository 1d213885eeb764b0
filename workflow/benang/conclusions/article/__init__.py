"""The article: what a study says to a journal's readers. What it leaves out stands in the supplement (``report``)."""
