"""How fast it is, beside the limit of the same machine in the same run. `make bench`."""
