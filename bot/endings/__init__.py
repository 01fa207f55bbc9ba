"""Half-way, at the end and three months later: what each looks back on, and takes along."""
