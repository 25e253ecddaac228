package dev.pli.core.node;

import dev.pli.core.Event;
import dev.pli.core.address.AddressSort;
import dev.pli.core.address.Dialled;
import dev.pli.core.address.Multiaddr;
import dev.pli.core.contact.Contact;
import dev.pli.core.office.Answer;
import dev.pli.core.office.ErrorCode;
import dev.pli.core.office.Notice;
import dev.pli.core.office.Problem;
import dev.pli.core.office.Request;
import dev.pli.core.office.Result;
import dev.pli.core.office.View;
import dev.pli.core.office.View.Sentence;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Looks at what two devices need to meet, and says what is in order, what is not, and what cannot
/// be seen from here. Contacts nobody but the contact that was named.
final class Doctor {
  /// How long the named contact is looked for.
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private static final long LOOK_MILLIS = 200;

  /// A clock before this program was made is wrong.
  private static final Instant BUILT = Instant.parse("2026-01-01T00:00:00Z");

  private final Node node;
  private final Clock clock;

  Doctor(Node node, Clock clock) {
    this.node = node;
    this.clock = clock;
  }

  Answer examine(Request.Doctor request) throws IOException, InterruptedException {
    var checks = new ArrayList<View.Check>();
    checks.add(ok("runtime", "runtime.ok", Runtime.version().toString()));
    checks.add(ok("vault", "vault.ok"));
    checks.add(disk());
    checks.add(clock());
    checks.add(ok("node", "node.ok"));
    checks.add(listening());
    checks.add(unknown("firewall", "firewall.unknown", "firewall.what"));
    checks.add(lan());
    checks.add(unknown("nat", "nat.unknown", "nat.what"));
    checks.add(unknown("relay", "relay.none", "relay.what"));
    if (request.contact().isEmpty()) {
      return answer(checks, Optional.empty());
    }
    String name = request.contact().get();
    Optional<Contact> contact = node.look(rules -> rules.contact(name));
    return contact.isPresent()
        ? meet(contact.get(), checks)
        : new Answer.Failed(node.look(rules -> rules.unknown(name)));
  }

  private static Answer answer(List<View.Check> checks, Optional<Problem> missing) {
    String worst = "ok";
    for (View.Check check : checks) {
      worst =
          switch (check.state()) {
            case "failed" -> "failed";
            case "warning" -> worst.equals("failed") ? worst : "warning";
            default -> worst;
          };
    }
    var result = new Result.Checks(worst, checks);
    if (missing.isPresent()) {
      return new Answer.Partial(result, missing.get());
    }
    return worst.equals("failed")
        ? new Answer.Partial(result, Problem.of(ErrorCode.CHECK_FAILED))
        : new Answer.Done(result);
  }

  private View.Check disk() throws IOException {
    long free = node.store().blobs().freeBytes();
    return free >= Blobs.HEADROOM_BYTES
        ? ok("disk_space", "disk_space.ok", Long.toString(free))
        : new View.Check(
            "disk_space",
            "failed",
            Sentence.of("disk_space.low", Long.toString(free)),
            Optional.of(Sentence.of("disk_space.what")));
  }

  private View.Check clock() {
    return clock.now().isBefore(BUILT)
        ? new View.Check(
            "clock", "failed", Sentence.of("clock.past"), Optional.of(Sentence.of("clock.what")))
        : ok("clock", "clock.ok");
  }

  private View.Check listening() {
    List<Multiaddr> addresses = node.transport().addresses();
    return addresses.isEmpty()
        ? new View.Check(
            "listen", "failed", Sentence.of("listen.none"), Optional.of(Sentence.of("listen.what")))
        : ok("listen", "listen.ok", addresses.getFirst().toString());
  }

  private View.Check lan() {
    boolean isOn = node.look(rules -> LanChoice.isOn(rules, node.transport()));
    return isOn
        ? ok("lan_discovery", "lan.on")
        : new View.Check(
            "lan_discovery",
            "warning",
            Sentence.of("lan.off"),
            Optional.of(Sentence.of("lan.what")));
  }

  /// Looks for the contact, as sending would.
  private Answer meet(Contact contact, List<View.Check> checks) throws InterruptedException {
    if (contact.keyChanged()) {
      checks.add(failed("peer.key_changed", "peer.verify", contact));
      return answer(checks, Optional.of(Problem.of(ErrorCode.NOT_REACHABLE, contact.label())));
    }
    long begun = clock.nanos();
    try (Bulletin.Reading notices = node.bulletin().follow()) {
      node.tell(new Event.Sought(contact.id()));
      while (clock.nanos() - begun < PATIENCE.toNanos()) {
        View.Contact now =
            node.look(rules -> rules.views().contact(rules.book().contact(contact.id()).get()));
        if (now.reachable()) {
          checks.add(ok("peer", "peer.ok", contact.label(), now.path().orElse("")));
          return answer(checks, Optional.empty());
        }
        Optional<Notice> ignored = notices.take(LOOK_MILLIS);
        assert ignored != null;
      }
    }
    checks.add(absent(contact));
    return answer(checks, Optional.of(Problem.of(ErrorCode.NOT_REACHABLE, contact.label())));
  }

  /// Why, as far as it can be told from here.
  private static View.Check absent(Contact contact) {
    List<Bytes> addresses =
        Stream.concat(
                contact.current().held().stream().flatMap(held -> held.addresses().stream()),
                contact.current().live().stream().flatMap(device -> device.addresses().stream()))
            .toList();
    if (addresses.isEmpty()) {
      return failed("peer.no_address", "peer.no_address.what", contact);
    }
    if (contact.state() == Contact.State.PENDING) {
      return failed("peer.pending", "peer.pending.what", contact);
    }
    return addresses.stream().anyMatch(Doctor::isLocal)
        ? failed("peer.apart", "peer.apart.what", contact)
        : failed("peer.silent", "peer.silent.what", contact);
  }

  /// An address of a local network: who has one and does not answer may be on this one.
  private static boolean isLocal(Bytes address) {
    try {
      return Multiaddr.parse(address).dialled().host() instanceof Dialled.Host.Ip(_, var sort, _)
          && sort != AddressSort.PUBLIC;
    } catch (RejectedException e) {
      return false; // Of a kind that this version does not dial.
    }
  }

  private static View.Check ok(String id, String key, String... arguments) {
    return new View.Check(id, "ok", Sentence.of(key, arguments), Optional.empty());
  }

  private static View.Check unknown(String id, String key, String what) {
    return new View.Check(id, "unknown", Sentence.of(key), Optional.of(Sentence.of(what)));
  }

  private static View.Check failed(String key, String what, Contact contact) {
    return new View.Check(
        "peer",
        "warning",
        Sentence.of(key, contact.label()),
        Optional.of(Sentence.of(what, contact.label())));
  }
}
