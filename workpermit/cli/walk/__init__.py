"""`workpermit walk`: the whole story of one application, against a running system, through its sites alone."""
