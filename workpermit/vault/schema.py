"""The vault's own tables. Each entry of MIGRATIONS is applied once, in order, and never changed."""

import psycopg

from workpermit.vault.counter_schema import ASSISTED, AT_A_COUNTER

_PEOPLE = """
CREATE TABLE account (
    account uuid PRIMARY KEY,
    national bytea UNIQUE,            -- keyed hash of (issuer, subject) of the national login
    created_at timestamptz NOT NULL
);
CREATE TABLE profile (
    account uuid PRIMARY KEY REFERENCES account,
    header bytea NOT NULL,
    body bytea NOT NULL,
    sealed bytea NOT NULL,
    commitment bytea NOT NULL
);
CREATE TABLE passkey (
    credential_id bytea PRIMARY KEY,
    account uuid NOT NULL REFERENCES account,
    public_key bytea NOT NULL,
    aaguid bytea NOT NULL,
    created_at timestamptz NOT NULL
);
CREATE INDEX passkey_account ON passkey (account);
CREATE TABLE statement (
    id uuid PRIMARY KEY,
    kind text NOT NULL,               -- kind, subject and about only find a row; the signed bytes say what counts
    subject text NOT NULL,
    about text NOT NULL,
    raw bytea NOT NULL,
    signatures jsonb NOT NULL,
    added_at timestamptz NOT NULL
);
CREATE INDEX statement_subject ON statement (kind, subject);
CREATE INDEX statement_about ON statement (kind, about) WHERE about <> '';
"""

_SIGNING_IN = """
CREATE TABLE login_ticket (
    ticket bytea PRIMARY KEY,         -- SHA-256 of what the browser holds
    site text NOT NULL,
    pre text NOT NULL,
    browser text NOT NULL,
    challenge bytea NOT NULL,
    nonce text NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz
);
CREATE TABLE passkey_ticket (
    ticket bytea PRIMARY KEY,
    account uuid NOT NULL,
    invitation bytea,
    pre text NOT NULL,
    browser text,
    challenge bytea,
    expires_at timestamptz NOT NULL,
    used_at timestamptz
);
CREATE TABLE login_code (
    code bytea PRIMARY KEY,
    account uuid NOT NULL,
    site text NOT NULL,
    role text NOT NULL,
    place text NOT NULL,
    method text NOT NULL,
    pre text NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz
);
CREATE TABLE session (
    sid uuid PRIMARY KEY,
    account uuid NOT NULL,
    zone text NOT NULL,
    site text NOT NULL,
    role text NOT NULL,
    place text NOT NULL,
    method text NOT NULL,
    started_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    revoked_at timestamptz
);
"""

_CASES = """
CREATE TABLE casefile (
    case_id uuid PRIMARY KEY,
    owner uuid NOT NULL,
    subject uuid NOT NULL,
    registered_at timestamptz NOT NULL,
    province text,                    -- read by the vault itself from the sealed answers/workplace
    province_version integer
);
CREATE TABLE link (
    case_id uuid PRIMARY KEY REFERENCES casefile,
    account uuid NOT NULL,
    claimed_at timestamptz NOT NULL,
    visit uuid,
    confirmed_by uuid,
    confirmed_at timestamptz,
    CONSTRAINT confirmed_by_somebody_at_some_time CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL))
);
CREATE TABLE invitation (
    code bytea PRIMARY KEY,
    case_id uuid NOT NULL REFERENCES casefile,
    record uuid NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    expires_at timestamptz NOT NULL,
    used_at timestamptz
);
CREATE INDEX invitation_case ON invitation (case_id);
CREATE TABLE confirmation (
    request uuid PRIMARY KEY,
    case_id uuid NOT NULL REFERENCES casefile,
    account uuid NOT NULL,
    raw bytea NOT NULL,
    records uuid[] NOT NULL,
    root bytea NOT NULL,
    expires_at timestamptz NOT NULL,
    credential_id bytea,
    client_data bytea,
    authenticator_data bytea,
    signature bytea,
    confirmed_at timestamptz
);
CREATE INDEX confirmation_case ON confirmation (case_id, confirmed_at);
CREATE TABLE worker_index (
    case_id uuid PRIMARY KEY,
    mac bytea NOT NULL                -- keyed hash of (passport number, nationality)
);
CREATE INDEX worker_index_mac ON worker_index (mac);
CREATE TABLE checkin (
    appointment uuid PRIMARY KEY,
    case_id uuid NOT NULL REFERENCES casefile,
    centre text NOT NULL,
    day date NOT NULL,
    code bytea NOT NULL,
    attempts integer NOT NULL DEFAULT 0
);
CREATE TABLE visit (
    visit uuid PRIMARY KEY,
    appointment uuid NOT NULL REFERENCES checkin,
    case_id uuid NOT NULL REFERENCES casefile,
    centre text NOT NULL,
    clerk uuid NOT NULL,
    until timestamptz NOT NULL,
    confirmed_at timestamptz
);
CREATE INDEX visit_appointment ON visit (appointment);
"""

_DECISIONS = """
CREATE TABLE decision_nonce (
    nonce bytea PRIMARY KEY,
    decision uuid NOT NULL,
    case_id uuid NOT NULL,
    registrar uuid NOT NULL,
    begun_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE TABLE decision (
    decision uuid PRIMARY KEY,
    nonce bytea NOT NULL UNIQUE,
    digest bytea NOT NULL,
    case_id uuid NOT NULL,
    registrar uuid NOT NULL,
    seen_at timestamptz NOT NULL      -- power is judged at this time, by the vault's own clock
);
CREATE TABLE permit (
    number text PRIMARY KEY,
    decision uuid NOT NULL UNIQUE REFERENCES decision,
    case_id uuid NOT NULL,
    credential bytea NOT NULL,
    issued_at timestamptz NOT NULL,
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    CONSTRAINT permit_does_not_end_before_it_begins CHECK (valid_from <= valid_until)
);
"""

_LOG = """
CREATE TABLE access_log (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL,
    credential text NOT NULL,
    actor uuid,
    role text NOT NULL,
    place text NOT NULL,
    purpose text NOT NULL,
    case_id uuid,
    records uuid[] NOT NULL,
    fields text[] NOT NULL,
    granted boolean NOT NULL,
    code text NOT NULL
);
CREATE INDEX access_log_case ON access_log (case_id, id);
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of % is not allowed', TG_OP, TG_TABLE_NAME;
END $$;
CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE ON access_log
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON access_log
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE access_log ENABLE ALWAYS TRIGGER only_added_to;
ALTER TABLE access_log ENABLE ALWAYS TRIGGER never_emptied;
CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE ON statement
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON statement
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE statement ENABLE ALWAYS TRIGGER only_added_to;
ALTER TABLE statement ENABLE ALWAYS TRIGGER never_emptied;
-- Counts of the current minute; losing them in a crash costs nobody anything.
CREATE UNLOGGED TABLE use_count (
    who text NOT NULL,
    purpose text NOT NULL,
    minute timestamptz NOT NULL,
    uses integer NOT NULL,
    PRIMARY KEY (who, purpose, minute)
);
"""

# A payment names an application by its number, so one number, and one case, gives one permit.
_ONE_PERMIT = """
ALTER TABLE permit ADD COLUMN application_number text UNIQUE;
CREATE UNIQUE INDEX permit_case ON permit (case_id);
"""

_EMAIL_CODES = """
CREATE TABLE email_index (
    account uuid PRIMARY KEY REFERENCES account,
    mac bytea NOT NULL                -- keyed hash of the address that the account's holder saved
);
CREATE INDEX email_index_mac ON email_index (mac);
CREATE TABLE email_code (
    request uuid PRIMARY KEY,
    ticket bytea NOT NULL REFERENCES login_ticket,
    browser text NOT NULL,
    mac bytea NOT NULL,
    account uuid,                     -- empty where no account has the address; the row is made all the same
    code bytea NOT NULL,              -- keyed hash
    letter bytea,                     -- sealed for the courier, emptied when it is taken
    attempts integer NOT NULL DEFAULT 0,
    begun_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    ended_at timestamptz
);
CREATE INDEX email_code_ticket ON email_code (ticket, begun_at);
CREATE INDEX email_code_mac ON email_code (mac, begun_at);
CREATE INDEX email_code_account ON email_code (account, begun_at);
CREATE INDEX email_code_browser ON email_code (browser, begun_at);
"""

# A visit that was opened before devices were asked for has none, and no device opens it.
_DEVICES = """
CREATE TABLE device_challenge (
    challenge bytea PRIMARY KEY,      -- SHA-256 of what the device signs
    sid uuid NOT NULL,
    expires_at timestamptz NOT NULL
);
ALTER TABLE visit ADD COLUMN device bytea;
ALTER TABLE access_log ADD COLUMN counter text NOT NULL DEFAULT '';
"""

# A staff session from before does not say with which key it was begun: that person signs in again.
_SESSION_KEYS = """
ALTER TABLE login_code ADD COLUMN staff_key bytea;
ALTER TABLE session ADD COLUMN staff_key bytea;
"""

# Links, confirmations and decisions from before do not say whom they are about: such a worker comes to a counter.
_ROUTES = """
ALTER TABLE casefile ADD COLUMN self_filed boolean NOT NULL DEFAULT false;
ALTER TABLE link ADD COLUMN person bytea;          -- keyed hash of paper, nationality and birth date that a counter saw
ALTER TABLE link ADD COLUMN born bytea;            -- the same without the paper
ALTER TABLE link ADD COLUMN inherited_from uuid;   -- the case in which the counter saw them
CREATE INDEX link_account ON link (account);
ALTER TABLE confirmation ADD COLUMN worker_record uuid;
ALTER TABLE confirmation ADD COLUMN person bytea;
ALTER TABLE decision ADD COLUMN worker_record uuid;
ALTER TABLE decision ADD COLUMN person bytea;
CREATE INDEX decision_case ON decision (case_id, seen_at);
ALTER TABLE permit ADD COLUMN replaced_by text REFERENCES permit;
ALTER TABLE permit ADD COLUMN replaced_at timestamptz;
CREATE TABLE approval (
    number text PRIMARY KEY,
    decision uuid NOT NULL UNIQUE REFERENCES decision,
    case_id uuid NOT NULL UNIQUE,
    application_number text NOT NULL UNIQUE,
    receipt text NOT NULL,
    issued_at timestamptz NOT NULL
);
"""

# An employer's number as a keyed hash: enough to answer another office, and nothing to read.
_AGENCIES = """
ALTER TABLE permit ADD COLUMN employer bytea;
CREATE TABLE agency_question (
    consumer text NOT NULL,
    jti text NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (consumer, jti)
);
"""

# Who else was found to be the same person; and whether a filing was handed in, so that its worker stays.
_ONE_WORKER = """
CREATE INDEX link_person ON link (person) WHERE person IS NOT NULL;
ALTER TABLE casefile ADD COLUMN handed_in_at timestamptz;  -- when the checks opened it first
UPDATE casefile SET handed_in_at = registered_at WHERE province_version IS NOT NULL;
"""

# A personalisation file is for one blank at one centre; it is taken once, or not at all.
_CARDS = """
CREATE TABLE card_file (
    blank uuid PRIMARY KEY,
    case_id uuid NOT NULL,
    record uuid NOT NULL,
    centre text NOT NULL,
    until timestamptz NOT NULL,
    taken_by uuid,
    taken_at timestamptz,
    CONSTRAINT taken_by_somebody_at_some_time CHECK ((taken_by IS NULL) = (taken_at IS NULL))
);
"""

# Anybody can save anybody's address; whoever signs in by a code that was sent to it has shown that he reads it.
_PROVED_ADDRESSES = """
ALTER TABLE email_index ADD COLUMN saved_at timestamptz NOT NULL DEFAULT now();
ALTER TABLE email_index ADD COLUMN proved_at timestamptz;
CREATE UNIQUE INDEX email_index_proved ON email_index (mac) WHERE proved_at IS NOT NULL;
"""

# What a device signed in a visit: nothing else is compared with the papers of that case.
_CAPTURES = """
CREATE TABLE capture (
    case_id uuid NOT NULL REFERENCES casefile,
    kind text NOT NULL,
    content bytea NOT NULL,           -- SHA-256
    visit uuid NOT NULL REFERENCES visit,
    PRIMARY KEY (case_id, kind, content)
);
"""

# Attempts with what stands in a passport, each day anew; and who has filed as whom, for a visitor without a number.
_PAPERS = """
CREATE TABLE paper_attempt (
    who text NOT NULL,                -- `clerk/` account, `case/` id, or `paper/` keyed hash of its number
    day date NOT NULL,                -- in Bangkok
    attempts integer NOT NULL,
    PRIMARY KEY (who, day)
);
CREATE INDEX confirmation_person ON confirmation (person) WHERE confirmed_at IS NOT NULL;
CREATE INDEX decision_person ON decision (person);
"""

MIGRATIONS = (
    *(_PEOPLE, _SIGNING_IN, _CASES, _DECISIONS, _LOG, _ONE_PERMIT, _EMAIL_CODES, _DEVICES, _SESSION_KEYS),
    _ROUTES,
    _AGENCIES,
    _ONE_WORKER,
    _CARDS,
    _PROVED_ADDRESSES,
    _CAPTURES,
    AT_A_COUNTER,
    _PAPERS,
    ASSISTED,
)


def init_database(dsn: str) -> None:
    """Bring the vault's database to the present schema; does nothing when it is there already."""
    with psycopg.connect(dsn) as connection:
        # Two launchers at once must not both apply the same migration.
        connection.execute("SELECT pg_advisory_xact_lock(7305214)")
        connection.execute("CREATE TABLE IF NOT EXISTS schema_version (version integer PRIMARY KEY)")
        row = connection.execute("SELECT coalesce(max(version), 0) FROM schema_version").fetchone()
        done = row[0] if row else 0
        for version, sql in enumerate(MIGRATIONS[done:], start=done + 1):
            connection.execute(sql.encode())
            connection.execute("INSERT INTO schema_version VALUES (%s)", [version])
