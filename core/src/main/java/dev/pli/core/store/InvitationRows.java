package dev.pli.core.store;

import dev.pli.core.contact.ContactId;
import dev.pli.core.contact.IssuedInvitation;
import dev.pli.core.identity.Fingerprint;
import dev.pli.crypto.primitive.Bytes;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// The rows of invitations that this vault has given out. Store thread only.
final class InvitationRows {
  private final Database database;
  private final VaultKeys keys;

  InvitationRows(Database database, VaultKeys keys) {
    this.database = database;
    this.keys = keys;
  }

  void save(IssuedInvitation invitation) throws SQLException {
    Bytes id = invitation.id();
    database.run(
        Sql.SAVE_INVITATION,
        id,
        keys.sealName(id, invitation.label()),
        invitation.secret().map(secret -> keys.wrapOwn(id, secret)),
        Packing.pack(invitation.addresses()),
        invitation.created(),
        invitation.expires(),
        invitation.proof(),
        invitation.replaces().map(ContactId::value),
        invitation.state().name(),
        invitation.usedBy().map(Fingerprint::value));
  }

  List<IssuedInvitation> all() throws SQLException {
    return database.list(Sql.INVITATIONS, this::read);
  }

  private IssuedInvitation read(Row row) throws SQLException {
    Bytes id = row.bytes(1);
    Optional<Bytes> secret = row.optionalBytes(3);
    return new IssuedInvitation(
        id,
        keys.openName(id, row.bytes(2)),
        secret.isEmpty() ? Optional.empty() : Optional.of(keys.unwrapOwn(id, secret.get())),
        Packing.unpack(row.bytes(4)),
        row.time(5),
        row.time(6),
        row.flag(7),
        row.optionalBytes(8).map(ContactId::new),
        row.constant(9, IssuedInvitation.State.class),
        row.optionalBytes(10).map(Fingerprint::new));
  }
}
