package dev.pli.core.evidence;

import static dev.pli.core.evidence.EvidenceRule.E308_SELF_DELIVERY;
import static dev.pli.core.evidence.EvidenceRule.E510_OFFER_MODE;
import static dev.pli.core.evidence.EvidenceRule.E602_POSITION;
import static dev.pli.crypto.RejectedException.require;
import static dev.pli.crypto.seal.SealRule.S512_PARTIES;

import dev.pli.core.conversation.PliId;
import dev.pli.core.identity.Fingerprint;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.statement.CanonicalJson;
import dev.pli.crypto.statement.JsonObject;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// What the sender of an open pli says it sends. Nobody signs it, so it proves nothing about the
/// sender; it exists so that both sides name the same bytes.
///
/// `policy` is the agreement, absent where there is none: then nothing is ever signed for it.
/// docs/spec/evidence.md §6.1.
public record OpenOffer(
    App app,
    Content content,
    Fingerprint from,
    Fingerprint to,
    PliId pli,
    Optional<Sid> policy,
    Instant time) {
  private static final Set<String> FIELDS =
      Set.of(
          "app", "conf", "ct", "ctlen", "from", "kc", "mode", "n", "parts", "pid", "policy", "prev",
          "root", "time", "to", "type", "v");

  /// What only a signed offer of sealed mode has.
  private static final Set<String> SEALED_FIELDS =
      Set.of("algs", "clk", "exp", "rel", "payload", "signatures");

  /// Reads the payload that an OFFER carries.
  public static OpenOffer parse(Bytes payload) throws RejectedException {
    JsonObject fields = CanonicalJson.parseObject(payload, CanonicalJson.MAX_PAYLOAD_BYTES);
    for (String name : SEALED_FIELDS) {
      require(!fields.has(name), E510_OFFER_MODE);
    }
    fields.requireFields(FIELDS);
    fields.requireVersion();
    fields.word("type", Set.of("offer"));
    require(fields.word("mode", Set.of("open", "sealed")).equals("open"), E510_OFFER_MODE);
    require(fields.integer("n") == 0 && fields.text("prev").isEmpty(), E602_POSITION);
    var offer =
        new OpenOffer(
            App.read(fields),
            Content.read(fields),
            Party.readOther(fields, "from").card(),
            Party.readOther(fields, "to").card(),
            new PliId(fields.bytes("pid", PliId.BYTES)),
            Sid.readOptional(fields, "policy"),
            Instant.ofEpochMilli(fields.integer("time")));
    require(!offer.from.equals(offer.to), E308_SELF_DELIVERY);
    return offer;
  }

  /// Canonical JSON: what an OFFER carries.
  public Bytes payload() {
    JsonObject fields =
        JsonObject.EMPTY
            .with("app", app.json())
            .with("from", new Party.Other(from).json())
            .with("mode", "open")
            .with("n", 0)
            .with("pid", pli.value())
            .with("policy", policy.map(Sid::text).orElse(""))
            .with("prev", "")
            .with("time", time.toEpochMilli())
            .with("to", new Party.Other(to).json())
            .with("type", "offer")
            .with("v", 1);
    return CanonicalJson.write(content.write(fields));
  }

  public Sid sid() {
    return Sid.ofPayload(payload());
  }

  /// Refuses an offer that is not the peer's to this person.
  public void requireBetween(Fingerprint peer, Fingerprint own) throws RejectedException {
    require(from.equals(peer) && to.equals(own), S512_PARTIES);
  }
}
