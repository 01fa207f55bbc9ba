"""What the bot costs, measured against something, in one run."""
