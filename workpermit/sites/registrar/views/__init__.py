"""The pages of the desk, one module for each slice that they act on."""
