"""SPEECH TO CAPTION LINES: an offline engine listens to each speaker's track and writes who said what, when."""
