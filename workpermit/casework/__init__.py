"""How cases move, what is written down about it, and the jobs that follow."""
