"""How a letter gets to Slack, once: decided, claimed, written, posted, settled (docs/delivery.md)."""
