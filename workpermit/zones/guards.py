"""What the database refuses by itself, whoever asks.

The tables and functions belong to `wp_owner`. `casework_defer` runs with the owner's rights so that
a zone can queue a job without seeing the queue; it names its search path and checks its caller.
"""

GUARDS = """
CREATE TABLE IF NOT EXISTS casework_allowed_move (
    kind text NOT NULL, act text NOT NULL, source text NOT NULL, target text NOT NULL, login text NOT NULL,
    PRIMARY KEY (kind, act, source, login)
);
CREATE TABLE IF NOT EXISTS casework_allowed_task (
    task text NOT NULL, queue text NOT NULL, login text NOT NULL, PRIMARY KEY (task, login)
);

CREATE OR REPLACE FUNCTION casework_move_is_allowed(kind text, act text, source text, target text, login text)
RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM casework_allowed_move m
        WHERE m.kind = $1 AND m.act = $2 AND m.source = $3 AND m.target = $4 AND m.login = $5
    )
$$;

-- Announces the act to the trigger below, and gives the status that the act leads to. The value of a column is
-- computed before its row's triggers run, so an insert or update needs no statement of its own for it.
CREATE OR REPLACE FUNCTION casework_status_by(act text, status text) RETURNS text LANGUAGE sql VOLATILE AS $$
    SELECT CASE WHEN set_config('wp.act', act, true) IS NOT NULL THEN status END
$$;

-- A status is written by an act of the lifecycle, from the zone that the act belongs to, or not at all.
CREATE OR REPLACE FUNCTION casework_guard_status() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    act text := COALESCE(current_setting('wp.act', true), '');
    source text := '';
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NEW.status = OLD.status THEN
            RETURN NEW;
        END IF;
        source := OLD.status;
    END IF;
    IF NOT casework_move_is_allowed(TG_ARGV[0], act, source, NEW.status, current_user::text) THEN
        RAISE EXCEPTION 'move not in the lifecycle: % by % from "%" to "%"',
            TG_ARGV[0], current_user, source, NEW.status USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE FUNCTION casework_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is kept as it was written', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE OR REPLACE FUNCTION casework_defer(task text, record uuid, not_before timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    queue text;
BEGIN
    SELECT t.queue INTO queue FROM casework_allowed_task t WHERE t.task = $1 AND t.login = session_user;
    IF queue IS NULL THEN
        RAISE EXCEPTION 'task % may not be queued by %', task, session_user USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO procrastinate_jobs (queue_name, task_name, args, scheduled_at)
    VALUES (queue, task, jsonb_build_object('record', record), not_before);
END
$$;
REVOKE ALL ON FUNCTION casework_defer(text, uuid, timestamptz) FROM PUBLIC;
"""
