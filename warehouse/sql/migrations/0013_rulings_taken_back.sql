-- Who took a ruling back, and why.
ALTER TABLE rulings ADD COLUMN revoked_by VARCHAR;
ALTER TABLE rulings ADD COLUMN revoked_because VARCHAR;
COMMENT ON COLUMN rulings.revoked_by IS 'Who took it back; NULL also where that was not asked yet.';
COMMENT ON COLUMN rulings.revoked_because IS 'Why.';
