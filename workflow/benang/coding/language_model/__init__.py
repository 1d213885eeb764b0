"""A language model as one more coder, whose codings are suggestions that a person accepts or not.

A run asks nobody: it reads recorded answers (``replay``), and one that is missing is an error. Only
``workflow/ask_model.py`` goes to the network (``endpoint``), and only with frozen, pseudonymised text.

``parts`` cuts the sources into parts, ``prompt`` says what the model is told, ``requests`` makes a request of each part
and names it by its hash, ``answers`` holds what is answered against the text and the codebook, and ``coder`` makes
codings of what stood that test.
"""
