"""A whole programme, played from create to close: twelve people, five zones, half a year in half a minute."""
