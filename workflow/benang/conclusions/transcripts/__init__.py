"""The transcripts as web pages beside the documents: each coding marked in its text, its code in the margin."""
