"""The pages of a centre's manager, one module for each thing that is managed. Numbers, never names."""
