"""Plain language work: text in, spans and values out. No Django, no I/O."""
