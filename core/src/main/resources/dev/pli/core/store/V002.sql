-- Signed peer records and the practice's relay. docs/spec/transport.md §7, §8.

ALTER TABLE settings ADD COLUMN relay TEXT;                 -- the relay's address, as it was named

ALTER TABLE peer_device ADD COLUMN record_seq INTEGER;      -- of the newest record that it signed,
ALTER TABLE peer_device ADD COLUMN record_addresses BLOB;   -- and what it says

CREATE TABLE own_record (
  one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
  seq INTEGER NOT NULL               -- the highest number that a record of this device used
) STRICT;
