"""The logins of the main database, one for each kind of process.

`owner` owns every table and cannot log in. None may create roles, bypass row-level security, or own
anything. Their passwords are set by the launcher, or by whoever installs a cluster.
"""

OWNER = "wp_owner"

PUBLIC = "wp_public"
OPERATOR = "wp_operator"
GOVERNMENT = "wp_government"
EXCHANGE = "wp_exchange"
CHECK = "wp_check"
PRESS = "wp_press"
COURIER = "wp_courier"
DOCUMENT = "wp_document"
TRIAL = "wp_trial"
VAULT = "wp_vault"

WORKERS = {"check": CHECK, "press": PRESS, "courier": COURIER, "document": DOCUMENT, "trial": TRIAL}
ALL = (PUBLIC, OPERATOR, GOVERNMENT, EXCHANGE, CHECK, PRESS, COURIER, DOCUMENT, TRIAL, VAULT)
