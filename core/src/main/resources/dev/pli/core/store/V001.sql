-- The database of a vault, first version. docs/spec/vault.md §7.
-- Times are milliseconds since 1970; booleans 0 or 1; words are the constants of the program.
-- « wrapped » is a key, « sealed » a name or text, both as KeyWrap writes them.

CREATE TABLE meta (
  one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
  vault_id BLOB NOT NULL,
  head_serial INTEGER NOT NULL,      -- of the header that this database was last used with
  step INTEGER NOT NULL,             -- one more at each commit
  arrivals INTEGER NOT NULL,         -- arrival numbers given so far
  clean INTEGER NOT NULL,            -- 1 while nobody has it open
  opened INTEGER                     -- last unlock
) STRICT;

CREATE TABLE settings (
  one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
  profile TEXT NOT NULL,
  language TEXT NOT NULL,
  listen BLOB NOT NULL,
  port INTEGER NOT NULL,
  lan_networks BLOB NOT NULL,
  idle INTEGER NOT NULL,
  lock_after INTEGER NOT NULL
) STRICT;

-- Public part of who this vault is; the private part is in own_key.
CREATE TABLE self (
  one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
  card BLOB NOT NULL,
  device BLOB NOT NULL,
  certificate BLOB NOT NULL,
  devices BLOB NOT NULL
) STRICT;

CREATE TABLE own_key (
  name TEXT NOT NULL PRIMARY KEY,
  wrapped BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- 0 is the arrival tray, 1 the plis that nobody has filed.
CREATE TABLE case_file (
  id INTEGER NOT NULL PRIMARY KEY,
  uid BLOB NOT NULL,
  category TEXT NOT NULL,
  wrapped BLOB NOT NULL,             -- its key, under the key of all files
  wrapped_adm BLOB,                  -- again, for the front office
  name BLOB                          -- sealed
) STRICT;

CREATE TABLE contact (
  id BLOB NOT NULL PRIMARY KEY,
  state TEXT NOT NULL,
  label BLOB NOT NULL,               -- sealed
  disputed INTEGER NOT NULL,
  verification TEXT NOT NULL,
  verified INTEGER NOT NULL,
  compared TEXT,
  channel BLOB,                      -- sealed
  country TEXT,
  colleague INTEGER NOT NULL,
  created INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- place: 0 the pinned identity, 1 its successor.
CREATE TABLE counterpart (
  contact BLOB NOT NULL,
  place INTEGER NOT NULL,
  fingerprint BLOB NOT NULL,
  card BLOB,
  confirmed INTEGER NOT NULL,
  psks BLOB,                         -- wrapped
  devices BLOB,
  held BLOB,                         -- wrapped
  proof TEXT NOT NULL,
  wanted INTEGER,
  payload BLOB,
  own_signature BLOB,
  peer_signature BLOB,
  agreement BLOB,
  PRIMARY KEY (contact, place)
) STRICT;

CREATE TABLE peer_device (
  contact BLOB NOT NULL,
  place INTEGER NOT NULL,
  position INTEGER NOT NULL,
  certificate BLOB NOT NULL,
  added INTEGER NOT NULL,
  acknowledged INTEGER NOT NULL,
  revoked INTEGER,
  addresses BLOB NOT NULL,
  last_seen INTEGER,
  PRIMARY KEY (contact, place, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE invitation (
  id BLOB NOT NULL PRIMARY KEY,
  label BLOB NOT NULL,               -- sealed
  secret BLOB,                       -- wrapped
  addresses BLOB NOT NULL,
  created INTEGER NOT NULL,
  expires INTEGER NOT NULL,
  proof INTEGER NOT NULL,
  replaces BLOB,
  state TEXT NOT NULL,
  used_by BLOB
) STRICT, WITHOUT ROWID;

-- One slim row a pli, beside its neighbours of the same contact; ord is its arrival number.
CREATE TABLE pli (
  contact BLOB NOT NULL,
  ord INTEGER NOT NULL,
  direction INTEGER NOT NULL,        -- 0 out, 1 in
  pid BLOB NOT NULL,
  state TEXT NOT NULL,
  created INTEGER NOT NULL,
  arrived INTEGER NOT NULL,
  delivered INTEGER,
  route TEXT,
  text_bytes INTEGER NOT NULL,
  unread INTEGER NOT NULL,
  no_forward INTEGER NOT NULL,
  replaces BLOB,
  verification TEXT NOT NULL,
  verified INTEGER NOT NULL,
  compared TEXT,
  channel BLOB,                      -- sealed
  case_file INTEGER NOT NULL,
  wrapped BLOB,                      -- K, under the key of its case file; null once erased
  origin INTEGER NOT NULL,           -- the case file it arrived in, whose chain it is part of
  chain BLOB NOT NULL,
  PRIMARY KEY (contact, ord)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX pli_id ON pli (pid, direction, contact);
CREATE INDEX pli_way ON pli (direction, ord);
CREATE INDEX pli_case ON pli (case_file, ord);
CREATE INDEX pli_origin ON pli (origin, ord);
CREATE INDEX pli_unread ON pli (ord) WHERE unread = 1;
CREATE INDEX pli_open ON pli (ord)
  WHERE state IN ('QUEUED', 'SENDING', 'ARRIVING', 'ARRIVED');

-- What was offered, never changed after.
CREATE TABLE offer (
  ord INTEGER NOT NULL PRIMARY KEY,
  payload BLOB NOT NULL,
  blobs BLOB NOT NULL                -- for each: sealed length u64, ct 32
) STRICT;

CREATE TABLE blob (
  ord INTEGER NOT NULL,
  idx INTEGER NOT NULL,
  sealed_bytes INTEGER NOT NULL,
  ct BLOB NOT NULL,
  place TEXT NOT NULL,
  file TEXT,
  small BLOB,                        -- the sealed bytes, when they are few
  digests INTEGER NOT NULL,          -- how many there are
  few BLOB,                          -- themselves, when they are few
  held INTEGER NOT NULL,
  PRIMARY KEY (ord, idx)
) STRICT, WITHOUT ROWID;
CREATE INDEX blob_file ON blob (file) WHERE file IS NOT NULL;

-- Larger blobs of one chunk; id = ord * 128 + index.
CREATE TABLE body (
  id INTEGER NOT NULL PRIMARY KEY,
  sealed BLOB NOT NULL
) STRICT;

-- Many segment digests, 128 a row; id = (ord * 128 + index) * 1024 + row.
CREATE TABLE blob_digest (
  id INTEGER NOT NULL PRIMARY KEY,
  digests BLOB NOT NULL
) STRICT;

CREATE TABLE outbox (
  contact BLOB NOT NULL,
  device BLOB NOT NULL,
  incarnation INTEGER NOT NULL,
  number INTEGER NOT NULL,
  queued INTEGER NOT NULL,
  direction INTEGER,                 -- of the pli that it offers,
  pid BLOB,                          -- or
  body BLOB,                         -- any other body
  PRIMARY KEY (contact, device, incarnation, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE sending_side (
  contact BLOB NOT NULL,
  device BLOB NOT NULL,
  incarnation INTEGER NOT NULL,
  next INTEGER NOT NULL,
  acknowledged INTEGER NOT NULL,
  PRIMARY KEY (contact, device)
) STRICT, WITHOUT ROWID;

CREATE TABLE high_water (
  contact BLOB NOT NULL,
  device BLOB NOT NULL,
  incarnation INTEGER NOT NULL,
  mark INTEGER NOT NULL,
  PRIMARY KEY (contact, device, incarnation)
) STRICT, WITHOUT ROWID;

CREATE TABLE link_pair (
  contact BLOB NOT NULL,
  device BLOB NOT NULL,
  wrapped BLOB NOT NULL,
  PRIMARY KEY (contact, device)
) STRICT, WITHOUT ROWID;

CREATE TABLE statement (
  id INTEGER NOT NULL PRIMARY KEY,   -- in order of arrival
  contact BLOB NOT NULL,
  sid BLOB NOT NULL,
  kind TEXT NOT NULL,
  direction INTEGER,
  pid BLOB,
  jws BLOB NOT NULL,
  seen INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX statement_sid ON statement (contact, sid);
CREATE INDEX statement_pli ON statement (pid, direction, contact, id) WHERE pid IS NOT NULL;
CREATE INDEX statement_epoch ON statement (contact, id) WHERE kind = 'PEER_EPOCH';

CREATE TABLE epoch_key (
  epoch INTEGER NOT NULL PRIMARY KEY,
  statement BLOB NOT NULL,
  wrapped BLOB                       -- null once its private keys are erased
) STRICT;

CREATE TABLE signed_for (
  contact BLOB NOT NULL PRIMARY KEY,
  count INTEGER NOT NULL,
  head BLOB NOT NULL,
  epochs_sent INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE seen_from (
  contact BLOB NOT NULL PRIMARY KEY,
  count INTEGER NOT NULL,
  head BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE journal (
  number INTEGER NOT NULL PRIMARY KEY,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT,
  detail TEXT NOT NULL,
  previous BLOB NOT NULL,
  hash BLOB NOT NULL
) STRICT;

CREATE TABLE notice (
  cursor INTEGER NOT NULL PRIMARY KEY,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  pli TEXT,
  peer TEXT,
  state TEXT,
  bytes INTEGER,
  total INTEGER
) STRICT;
