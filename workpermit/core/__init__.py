"""What every slice may use: people, errors, numbers, money, the Thai calendar. Imports nothing of ours."""
