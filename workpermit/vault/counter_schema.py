"""The tables of what a counter confirms and whom a clerk helps; entries of `schema.MIGRATIONS`, never changed."""

# A confirmation that a counter's device signs in place of a passkey; the code waits with the worker until then.
AT_A_COUNTER = """
ALTER TABLE confirmation ADD COLUMN at_counter boolean NOT NULL DEFAULT false;
ALTER TABLE confirmation ADD COLUMN code bytea UNIQUE;       -- SHA-256 of what the worker brings to a counter
ALTER TABLE confirmation ADD COLUMN attempts integer NOT NULL DEFAULT 0;
ALTER TABLE confirmation ADD COLUMN compared_until timestamptz;
ALTER TABLE confirmation ADD COLUMN clerk uuid;
ALTER TABLE confirmation ADD COLUMN centre text NOT NULL DEFAULT '';  -- where the device is, and the name on its sign
ALTER TABLE confirmation ADD COLUMN counter text NOT NULL DEFAULT '';
ALTER TABLE confirmation ADD COLUMN device bytea;
ALTER TABLE confirmation ADD COLUMN device_session uuid;
ALTER TABLE confirmation ADD COLUMN device_challenge text;
ALTER TABLE confirmation ADD CONSTRAINT signed_by_a_passkey_or_at_a_counter CHECK (
    confirmed_at IS NULL
    OR (at_counter = (credential_id IS NULL) AND at_counter = (device_challenge IS NOT NULL AND clerk IS NOT NULL))
);
"""

# Somebody without a phone files at a counter: an account of its own, and the clerk whose session it hangs on.
ASSISTED = """
CREATE TABLE assisted (
    assisted uuid PRIMARY KEY,
    account uuid NOT NULL REFERENCES account,
    person bytea NOT NULL,            -- keyed hashes of what the clerk typed: of paper, birth date and nationality,
    paper bytea NOT NULL,             -- and without the birth date
    clerk uuid NOT NULL,
    clerk_sid uuid NOT NULL REFERENCES session,
    centre text NOT NULL,
    counter text NOT NULL,
    device bytea NOT NULL,
    begun_at timestamptz NOT NULL,
    until timestamptz NOT NULL,
    ended_at timestamptz
);
CREATE INDEX assisted_open ON assisted (device) WHERE ended_at IS NULL;
CREATE INDEX assisted_clerk ON assisted (clerk, begun_at);
CREATE TABLE assisted_paper (
    code bytea PRIMARY KEY,           -- SHA-256 of what stands on the paper that the person takes home
    account uuid NOT NULL REFERENCES account,
    person bytea NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    expires_at timestamptz NOT NULL,
    used_at timestamptz
);
CREATE INDEX assisted_paper_account ON assisted_paper (account);
ALTER TABLE login_code ADD COLUMN assisted uuid REFERENCES assisted;
ALTER TABLE session ADD COLUMN assisted uuid REFERENCES assisted;
ALTER TABLE passkey_ticket ADD COLUMN paper bytea REFERENCES assisted_paper;
ALTER TABLE access_log ADD COLUMN helper uuid;
"""
