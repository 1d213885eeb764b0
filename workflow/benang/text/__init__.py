"""Text and positions in it: offsets, words, spans, quotations, sentences, stems."""
