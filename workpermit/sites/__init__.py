"""Pages and endpoints, one site for each audience; thin, and the only place that knows HTTP."""
