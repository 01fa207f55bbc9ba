"""Letters while everything goes wrong: senders killed and frozen, and a Slack whose answers get lost."""
