"""A whole lesson by a written script: a teacher and four students in real browsers, and an absent student who plays it."""
