"""The HTTP doors: API, pages, files of slides and recordings."""
