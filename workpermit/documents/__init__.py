"""Evidence: received sealed, scanned and defused by the press, seen by officers as page images."""
