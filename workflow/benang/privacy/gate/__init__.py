"""The leak gate: no public file may hold a name of the study's list or an identifier of its raw sources.

``opening`` finds every text in a file of any kind (``archives``, ``packing``, ``table_stores``, ``pdf_texts``,
``picture_texts``, ``notebook_texts``; ``encoded`` for base64), ``readings`` the ways to read it. ``sensitive_terms``
says what is looked for, ``allowed`` where a listed name is nobody's secret (an author in the literature), ``made_ids``
what the run itself made. ``search`` puts them together, a file at a time (``findings_of``); ``searched`` keeps what was
found, so that only what changed is searched; ``places`` finds a leak's source, and ``telling`` tells each leak once.
"""
