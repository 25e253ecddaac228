package dev.pli.core.store;

import dev.pli.core.node.OpeningException;
import dev.pli.core.office.ErrorCode;
import dev.pli.core.office.Problem;
import dev.pli.core.office.Typography;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Why a vault does not open. Each case is thrown in one place, after one check; none has changed
/// anything on disk. docs/spec/vault.md §5.
public abstract sealed class VaultException extends OpeningException {
  /// What a person can do as long as there are no backups of ours.
  private static final String KEEP_FRENCH =
      " Rien n’a été modifié. Gardez ce dossier tel quel ; si vous aviez copié le coffre, ouvrez une"
          + " copie de cette copie.";

  private static final String KEEP_ENGLISH =
      " Nothing was changed. Keep this folder as it is; if you had copied the vault, open a copy of"
          + " that copy.";

  private final transient ErrorCode code;
  private final transient List<String> arguments;
  private final String french;
  private final String english;

  private VaultException(ErrorCode code, List<String> arguments, String french, String english) {
    super(english);
    this.code = code;
    this.arguments = arguments;
    this.french = french;
    this.english = english;
  }

  public ErrorCode code() {
    return code;
  }

  @Override
  public Problem problem() {
    return new Problem(code, arguments, java.util.Optional.empty());
  }

  /// The fact, then what to do; `language` is `fr` or `en`.
  public String sentence(String language) {
    return language.equals("fr") ? Typography.french(french) : english;
  }

  /// All checksums are good and no slot opens: the secret is another one. From the third time on
  /// the next try has to wait.
  public static final class WrongSecret extends VaultException {
    private final transient Duration wait;

    WrongSecret(Duration wait) {
      super(
          ErrorCode.WRONG_PASSPHRASE,
          wait.isZero() ? List.of() : List.of(seconds(wait)),
          "Phrase secrète incorrecte. Rien n’a été modifié."
              + (wait.isZero() ? "" : " Nouvel essai dans " + seconds(wait) + "\u202fs."),
          "Wrong passphrase. Nothing was changed."
              + (wait.isZero() ? "" : " Next try in " + seconds(wait) + " s."));
      this.wait = wait;
    }

    public Duration retryAfter() {
      return wait;
    }
  }

  private static String seconds(Duration wait) {
    return Long.toString(Math.ceilDiv(wait.toMillis(), 1_000L));
  }

  /// A try too soon after failed ones; this secret was not looked at.
  public static final class TooEarly extends VaultException {
    private final transient Duration wait;

    TooEarly(Duration wait, int failures) {
      super(
          ErrorCode.WRONG_PASSPHRASE,
          List.of(seconds(wait), Integer.toString(failures)),
          failures
              + " essais incorrects. Cette phrase n’a pas été essayée. Nouvel essai dans "
              + seconds(wait)
              + "\u202fs.",
          failures
              + " wrong tries. This passphrase was not tried. Next try in "
              + seconds(wait)
              + " s.");
      this.wait = wait;
    }

    public Duration retryAfter() {
      return wait;
    }
  }

  /// The vault wants a key file, and this is none or another one.
  public static final class WrongKeyFile extends VaultException {
    WrongKeyFile() {
      super(
          ErrorCode.WRONG_KEY_FILE,
          List.of(),
          "Ce n’est pas la clé de ce coffre. Branchez la clé du cabinet, puis réessayez.",
          "This is not the key of this vault. Plug in the practice’s key, then try again.");
    }
  }

  /// What of the vault is not as it was written.
  public enum Part {
    HEADER("en-tête endommagé", "damaged header"),
    HEADER_CHANGED("en-tête modifié", "altered header"),
    SLOT("accès endommagé", "damaged slot"),
    DATABASE_ABSENT("base absente ou vidée", "database missing or emptied"),
    FIRST_PAGE("base endommagée, page 1", "damaged database, page 1"),
    DATABASE("base endommagée", "damaged database"),
    SCHEMA("schéma modifié", "altered schema");

    private final String french;
    private final String english;

    Part(String french, String english) {
      this.french = french;
      this.english = english;
    }

    String said(String language) {
      return language.equals("fr") ? french : english;
    }
  }

  public static final class Damaged extends VaultException {
    private final Part part;

    Damaged(Part part) {
      super(
          ErrorCode.VAULT_DAMAGED,
          List.of(part.french),
          "Coffre endommagé : " + part.french + "." + KEEP_FRENCH,
          "Damaged vault: " + part.english + "." + KEEP_ENGLISH);
      this.part = part;
    }

    public Part part() {
      return part;
    }
  }

  /// A database that belongs to no vault, or to another one.
  public static final class Foreign extends VaultException {
    Foreign() {
      super(
          ErrorCode.VAULT_DAMAGED,
          List.of("base étrangère"),
          "Coffre endommagé : base étrangère." + KEEP_FRENCH,
          "Damaged vault: foreign database." + KEEP_ENGLISH);
    }
  }

  /// The header was put back to an earlier copy.
  public static final class HeaderOlder extends VaultException {
    HeaderOlder() {
      super(
          ErrorCode.VAULT_DAMAGED,
          List.of("en-tête plus ancien que la base"),
          "Coffre endommagé : en-tête plus ancien que la base. Rien n’a été modifié : remettez"
              + " l’en-tête le plus récent.",
          "Damaged vault: the header is older than the database. Nothing was changed: put back"
              + " the newest header.");
    }
  }

  /// Written by a later Pli.
  public static final class TooNew extends VaultException {
    TooNew() {
      super(
          ErrorCode.VAULT_TOO_NEW,
          List.of(),
          "Ce coffre vient d’une version plus récente de Pli. Mettez Pli à jour.",
          "This vault comes from a later version of Pli. Update Pli.");
    }
  }

  /// The database was put back to an earlier copy than the vault's last use. V201
  public static final class RolledBack extends VaultException {
    private final transient Instant lastUse;

    RolledBack(Instant lastUse) {
      super(
          ErrorCode.CONFIRMATION_REQUIRED,
          List.of(lastUse.toString()),
          "Ce coffre est plus ancien que son dernier usage ("
              + lastUse
              + "). Continuer comme"
              + " après une restauration ?",
          "This vault is older than its last use (" + lastUse + "). Go on as after a restore?");
      this.lastUse = lastUse;
    }

    public Instant lastUse() {
      return lastUse;
    }
  }

  /// Another program, or another part of this one, has it open.
  public static final class InUse extends VaultException {
    InUse() {
      super(
          ErrorCode.VAULT_BUSY,
          List.of(),
          "Ce coffre est déjà ouvert par un autre programme.",
          "This vault is already open in another program.");
    }
  }

  /// There is no vault in this folder.
  public static final class Absent extends VaultException {
    Absent() {
      super(
          ErrorCode.VAULT_NOT_FOUND,
          List.of(),
          "Il n’y a pas de coffre ici. Créez-en un avec « pli init ».",
          "There is no vault here. Make one with \"pli init\".");
    }
  }

  /// A vault already has this place.
  public static final class Exists extends VaultException {
    Exists() {
      super(
          ErrorCode.VAULT_EXISTS,
          List.of(),
          "Il y a déjà quelque chose ici. Choisissez un autre dossier.",
          "Something is already here. Choose another folder.");
    }
  }

  /// Files of the vault belong to another user of this machine.
  public static final class NotOwned extends VaultException {
    NotOwned() {
      super(
          ErrorCode.IO_ERROR,
          List.of(),
          "Ce coffre appartient à un autre utilisateur de cette machine. Ouvrez-le sous son"
              + " compte.",
          "This vault belongs to another user of this machine. Open it under their account.");
    }
  }
}
