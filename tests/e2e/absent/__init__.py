"""A class in spoken words, held by four people in browsers of their own, and a student who was absent from it."""
