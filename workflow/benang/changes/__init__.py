"""What a change of a study or of the code did to its results: which number, which picture, and what caused it.

Two runs are held against each other, the base and the one of now. ``make verify BASE=...`` writes what they tell.
"""
