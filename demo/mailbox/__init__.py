"""The demonstration's mailbox: takes every letter by SMTP and shows it; nothing leaves the machine."""
