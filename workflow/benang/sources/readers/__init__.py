"""Readers of sources: a module a format (registered in ``formats``), and what several of them share."""
