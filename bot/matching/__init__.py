"""Who mentors whom: the exact best pairs, proposed, approved and confirmed."""
