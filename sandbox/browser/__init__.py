"""The page in a real browser: for tests, for figures and for the pictures in the documentation."""
