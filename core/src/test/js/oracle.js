// oracle.js FILE [HEX]: what an independent SQLCipher 4 says of a database, with this raw key or with none.
const module_ = require('@signalapp/sqlcipher');
const Database = module_.default ?? module_;

function say(result) {
  console.log(JSON.stringify(result));
}

try {
  const db = new Database(process.argv[2]);
  if (process.argv[3]) {
    db.pragma(`key="x'${process.argv[3]}'"`);
  }
  db.prepare('SELECT count(*) AS n FROM sqlite_schema').get(); // Page 1: the key fits, or not.
  const faults = db.pragma('cipher_integrity_check').map((row) => Object.values(row)[0]);
  if (faults.length > 0) {
    say({ faults });
  } else {
    say({
      faults,
      integrity: db.pragma('integrity_check', { simple: true }),
      version: db.pragma('user_version', { simple: true }),
      entries: db.prepare('SELECT count(*) AS n FROM journal').get().n,
    });
  }
} catch (e) {
  say({ refused: e.code ?? e.message });
}
