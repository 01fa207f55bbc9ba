"""What the story promises."""
