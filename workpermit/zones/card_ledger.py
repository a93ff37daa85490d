"""The ledger of blank cards in the database: movements are kept, and holdings follow from them alone.

A serial is in one place, because an exclusion constraint keeps two holdings from naming it; nothing is moved that is
not there, because the trigger takes it out before it puts it in. A write-off counts only as a second person approved
it.
"""

LEDGER_TABLE = "card_stock_movement"

LEDGER = """
CREATE OR REPLACE FUNCTION card_stock_guard_movement() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.kind = 'write_off' THEN
        IF current_user = 'wp_operator' OR NOT EXISTS (
            SELECT FROM card_stock_writeoff w
            WHERE w.id = NEW."order" AND w.status = 'approved' AND w.decided_by IS DISTINCT FROM w.proposed_by
            AND w.decided_by = NEW.moved_by AND w.first = NEW.first AND w.last = NEW.last
            AND w.centre = NEW.source AND w.state = NEW.source_state
        ) THEN
            RAISE EXCEPTION 'no second person approved this write-off' USING ERRCODE = 'insufficient_privilege';
        END IF;
    ELSIF current_user = 'wp_government' THEN
        RAISE EXCEPTION 'cards are moved at the centres' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;

-- Runs with the owner's rights: no login writes holdings by itself.
CREATE OR REPLACE FUNCTION card_stock_keep_holdings() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    held card_stock_holding;
    low bigint := NEW.first;
    high bigint := NEW.last;
BEGIN
    PERFORM pg_advisory_xact_lock(426836649075); -- card_stock.services.LEDGER
    IF NEW.source_state <> '' THEN
        DELETE FROM card_stock_holding h
        WHERE h.place = NEW.source AND h.state = NEW.source_state AND h.first <= low AND h.last >= high
        RETURNING * INTO held;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'these cards are not there' USING ERRCODE = 'check_violation';
        END IF;
        INSERT INTO card_stock_holding (id, first, last, place, state)
        SELECT gen_random_uuid(), p.first, p.last, held.place, held.state
        FROM (VALUES (held.first, low - 1), (high + 1, held.last)) AS p (first, last) WHERE p.first <= p.last;
    END IF;
    -- Neighbours become one row, within one pair of letters.
    FOR held IN
        DELETE FROM card_stock_holding h
        WHERE h.place = NEW.target AND h.state = NEW.target_state
        AND (h.last = NEW.first - 1 OR h.first = NEW.last + 1)
        AND h.first / 100000000 = NEW.first / 100000000
        RETURNING *
    LOOP
        low := least(low, held.first);
        high := greatest(high, held.last);
    END LOOP;
    INSERT INTO card_stock_holding (id, first, last, place, state)
    VALUES (gen_random_uuid(), low, high, NEW.target, NEW.target_state);
    RETURN NULL;
END
$$;
"""
