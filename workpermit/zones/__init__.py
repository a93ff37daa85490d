"""Who may touch what in the main database: logins, privileges, rows, moves, queues."""
