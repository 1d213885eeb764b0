"""Who speaks: labels at the heads of lines, the speeches they part, what a speaker is, and turns."""
