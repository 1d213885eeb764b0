"""The leak gate: no public file may hold a name of the study's list or an identifier of its raw sources.

``opening`` finds every text in a file of any kind, ``sought`` says what is looked for, ``allowed`` where a listed name
is nobody's secret (an author in the literature), ``gate`` puts them together.
"""
