"""The pages of a service centre, one module for each slice that they act on."""
