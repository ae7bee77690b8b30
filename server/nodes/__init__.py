"""Several server processes as one school: who leads which class, and how the others reach it."""
