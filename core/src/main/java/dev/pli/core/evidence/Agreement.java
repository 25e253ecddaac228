package dev.pli.core.evidence;

import static dev.pli.core.evidence.EvidenceRule.E401_AGREEMENT_TWINS;
import static dev.pli.core.evidence.EvidenceRule.E402_AGREEMENT_PARTIES;
import static dev.pli.core.evidence.EvidenceRule.E403_AGREEMENT_TEXT;
import static dev.pli.core.evidence.EvidenceRule.E404_AGREEMENT_SCOPE;
import static dev.pli.core.evidence.EvidenceRule.E405_POLICY;
import static dev.pli.core.evidence.EvidenceRule.E406_AGREEMENT_AGE;
import static dev.pli.crypto.RejectedException.require;

import dev.pli.core.identity.Card;
import dev.pli.core.identity.Identity;
import dev.pli.core.identity.Language;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.statement.CanonicalJson;
import dev.pli.crypto.statement.JsonArray;
import dev.pli.crypto.statement.JsonObject;
import dev.pli.crypto.statement.JsonText;
import dev.pli.crypto.statement.JsonValue;
import dev.pli.crypto.statement.StatementVerifier;
import dev.pli.crypto.statement.UnverifiedStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// « Convention de preuve »: what two people agree that signed statements mean between them. Both
/// sign the same payload with their evidence identity keys; every statement names it as its
/// `policy`.
///
/// `text` is the hash of the text; `first` and `second` are sorted by card. docs/spec/evidence.md
/// §4.
public record Agreement(
    Language language,
    Set<Mode> modes,
    Bytes text,
    Instant time,
    Signatory first,
    Signatory second) {
  private static final JsonArray ALGORITHMS = JsonArray.ofTexts("ES256", "ML-DSA-65");
  private static final Set<String> FIELDS =
      Set.of("algs", "lang", "modes", "parties", "text", "time", "type", "v");
  private static final int HASH_BYTES = 32;

  /// How long after its time an agreement may still be signed.
  private static final Duration MAX_AGE = Duration.ofHours(24);

  /// The two kinds of delivery, in the order of their words.
  public enum Mode {
    OPEN,
    SEALED;

    private static final Set<String> WORDS = Set.of("open", "sealed");

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Agreement {
    modes = Set.copyOf(modes);
  }

  /// An agreement on the text of this program in `language`, in which nobody says more than a key.
  public static Agreement propose(Language language, Card own, Card peer, Instant now) {
    boolean inOrder = own.fingerprint().compareTo(peer.fingerprint()) < 0;
    return new Agreement(
        language,
        Set.of(Mode.values()),
        AgreementText.hash(AgreementText.of(language)),
        Instant.ofEpochMilli(now.toEpochMilli()),
        Signatory.of(inOrder ? own : peer),
        Signatory.of(inOrder ? peer : own));
  }

  /// Reads a payload that nobody has signed yet.
  public static Agreement parse(Bytes payload) throws RejectedException {
    return parse(CanonicalJson.parseObject(payload, CanonicalJson.MAX_PAYLOAD_BYTES));
  }

  private static Agreement parse(JsonObject fields) throws RejectedException {
    fields.word("type", Set.of("agreement"));
    fields.requireFields(FIELDS);
    fields.requireVersion();
    require(fields.array("algs").equals(ALGORITHMS), E404_AGREEMENT_SCOPE);
    Optional<Language> language = Language.of(fields.word("lang", Set.of("fr", "en")));
    List<JsonValue> parties = fields.array("parties").values();
    require(parties.size() == 2, E402_AGREEMENT_PARTIES);
    Signatory first = Signatory.read(JsonObject.elementOf(parties.get(0), JsonObject.class));
    Signatory second = Signatory.read(JsonObject.elementOf(parties.get(1), JsonObject.class));
    require(first.card().compareTo(second.card()) < 0, E402_AGREEMENT_PARTIES);
    return new Agreement(
        language.orElseThrow(),
        readModes(fields.array("modes")),
        fields.bytes("text", HASH_BYTES),
        Instant.ofEpochMilli(fields.integer("time")),
        first,
        second);
  }

  private static Set<Mode> readModes(JsonArray words) throws RejectedException {
    var modes = new ArrayList<Mode>();
    for (JsonValue value : words.values()) {
      JsonObject named = JsonObject.EMPTY.with("mode", value);
      Mode mode = Mode.valueOf(named.word("mode", Mode.WORDS).toUpperCase(Locale.ROOT));
      require(modes.isEmpty() || modes.getLast().compareTo(mode) < 0, E404_AGREEMENT_SCOPE);
      modes.add(mode);
    }
    require(!modes.isEmpty(), E404_AGREEMENT_SCOPE);
    return Set.copyOf(modes);
  }

  /// Canonical JSON: what both sign.
  public Bytes payload() {
    return CanonicalJson.write(json());
  }

  private JsonObject json() {
    List<JsonValue> words =
        modes.stream().sorted().<JsonValue>map(mode -> new JsonText(mode.word())).toList();
    return JsonObject.EMPTY
        .with("algs", ALGORITHMS)
        .with("lang", language.code())
        .with("modes", new JsonArray(words))
        .with("parties", JsonArray.of(first.json(), second.json()))
        .with("text", text)
        .with("time", time.toEpochMilli())
        .with("type", "agreement")
        .with("v", 1);
  }

  public Sid sid() {
    return Sid.ofPayload(payload());
  }

  /// One of the two signed forms.
  public Bytes sign(Identity own, RandomGenerator random) {
    return EvidenceKeys.signer(own).sign(json(), random);
  }

  /// Reads a form signed by `signer`.
  public static Agreement verify(Bytes jws, Card signer) throws RejectedException {
    UnverifiedStatement statement = StatementVerifier.read(jws);
    Agreement agreement = parse(statement.payload());
    statement.verify(EvidenceKeys.keySet(signer), EvidenceKeys.validity(signer));
    return agreement;
  }

  /// Refuses two signed forms, one a party, that are not of one agreement.
  public void requireSameAs(Agreement other) throws RejectedException {
    require(equals(other), E401_AGREEMENT_TWINS);
  }

  /// Refuses an agreement of anybody else than these two.
  public void requireBetween(Card one, Card other) throws RejectedException {
    require(
        (first.isOf(one) && second.isOf(other)) || (first.isOf(other) && second.isOf(one)),
        E402_AGREEMENT_PARTIES);
  }

  /// Refuses to sign what the other side says about this one: `own` are this side's own words.
  public void requireSays(Signatory own) throws RejectedException {
    require(own.equals(first) || own.equals(second), E402_AGREEMENT_PARTIES);
  }

  /// Refuses another text than the one agreed to.
  public void requireText(Bytes shown) throws RejectedException {
    require(
        shown.length() <= AgreementText.MAX_BYTES && AgreementText.hash(shown).equals(text),
        E403_AGREEMENT_TEXT);
  }

  /// Refuses to sign an agreement that is more than a day old, or that lies ahead.
  public void requireSignable(Instant now) throws RejectedException {
    require(!now.isAfter(time.plus(MAX_AGE)) && !Tolerance.isBeyond(time, now), E406_AGREEMENT_AGE);
  }

  /// Refuses a statement that was not made under this agreement.
  public void requireCovers(Mode mode, Sid policy, Instant statementTime) throws RejectedException {
    require(policy.equals(sid()), E405_POLICY);
    require(!Tolerance.isBeyond(time, statementTime), E405_POLICY);
    require(modes.contains(mode), E404_AGREEMENT_SCOPE);
  }
}
