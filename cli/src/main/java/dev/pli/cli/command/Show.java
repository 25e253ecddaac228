package dev.pli.cli.command;

import dev.pli.cli.desk.Desk;
import dev.pli.cli.words.Visible;
import dev.pli.cli.words.Words;
import dev.pli.core.office.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Lines that several commands print: of a contact, of an enclosure, of the check words.
final class Show {
  private Show() {}

  /// What follows a label in a list: columns two spaces apart.
  static String columns(List<String> columns) {
    return String.join("  ", columns);
  }

  static String contact(View.Contact contact, Words words) {
    var columns = new ArrayList<String>();
    columns.add(Visible.line(contact.label()));
    if (!contact.state().equals("active")) {
      columns.add(words.say("contact." + contact.state()));
    }
    columns.add(
        contact.keyChanged()
            ? words.say("contact.key_changed")
            : words.verification(contact.verification().state()));
    columns.add(presence(contact, words));
    if (contact.queued() > 0) {
      columns.add(words.say("contact.queued", contact.queued()));
    }
    return columns(columns);
  }

  static String presence(View.Contact contact, Words words) {
    if (contact.reachable()) {
      return words.say("contact.reachable") + words.routeInBrackets(contact.path());
    }
    return contact
        .lastSeen()
        .map(seen -> words.say("contact.seen", words.listed(seen)))
        .orElseGet(() -> words.say("contact.never_seen"));
  }

  /// All that is known of one contact.
  static void details(Desk desk, View.Contact contact) {
    Words words = desk.words();
    desk.console().result(contact(contact, words));
    desk.say("contact.fingerprint", Words.fingerprint(contact.fingerprint()));
    contact
        .pendingFingerprint()
        .ifPresent(f -> desk.say("contact.pending_fingerprint", Words.fingerprint(f)));
    verifiedHow(contact.verification(), words).ifPresent(desk.console()::result);
    desk.say(contact.proof() ? "contact.proof" : "contact.no_proof");
    contact.country().ifPresent(country -> desk.say("contact.country", country));
    if (contact.colleague()) {
      desk.say("contact.colleague");
    }
    contact.devices().forEach(device -> desk.console().result(device(device, false, words)));
  }

  private static Optional<String> verifiedHow(View.Verification verification, Words words) {
    return verification
        .at()
        .filter(_ -> verification.method().isPresent())
        .map(at ->
            words.say(
                "contact.verified",
                words.verification(verification.state()),
                words.say("method." + verification.method().orElseThrow()),
                words.moment(at)));
  }

  /// `isOwn` for a device of this vault: one of them is the device in front of the person.
  static String device(View.Device device, boolean isOwn, Words words) {
    var columns = new ArrayList<String>();
    columns.add(words.say("device.line", device.device(), words.day(device.added())));
    device.label().ifPresent(label -> columns.add(Visible.line(label)));
    if (isOwn && device.current()) {
      columns.add(words.say("device.current"));
    }
    if (!device.acknowledged()) {
      columns.add(words.say("device.new"));
    }
    device.revoked().ifPresent(at -> columns.add(words.say("device.revoked", words.day(at))));
    return columns(columns);
  }

  static String enclosure(View.Enclosure enclosure, Words words) {
    return words.say(
        "enclosure.line",
        enclosure.part(),
        Visible.line(enclosure.name()),
        words.exactSize(enclosure.size()),
        enclosure.sha256());
  }
}
