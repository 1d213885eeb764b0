"""Passages: the unit of evidence, between people's codings and every count."""

from benang.coding.passages.counted import Counting, counted, readers
from benang.coding.passages.left_out import left_out
from benang.coding.passages.passages import passages
from benang.coding.passages.pieces import VOICES
from benang.core.counting import ANY

__all__ = ["ANY", "VOICES", "Counting", "counted", "left_out", "passages", "readers"]
