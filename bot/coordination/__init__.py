"""The organiser's work: a programme from create to close."""
