"""The mentors of a programme among themselves: what their circle is told."""
