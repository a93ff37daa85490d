"""Programs of the demonstration that stand outside the operator's walls: bank, mailbox, authenticator, national login.

They import nothing of the system, as their real counterparts could not.
"""
