"""Help that reaches somebody, and a sponsor's word."""
