package dev.pli.transport.local;

import dev.pli.core.office.View;
import dev.pli.crypto.RejectedException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// The objects of docs/cli.md, section « JSON »: for each the keys it is written with, then how it
/// is read back.
final class ViewJson {
  private ViewJson() {}

  /// Reads one object of a list.
  @FunctionalInterface
  interface Reader<T> {
    T read(Keys keys) throws RejectedException;
  }

  static <T> List<Keys> write(List<T> views, Function<T, Keys> writer) {
    return views.stream().map(writer).toList();
  }

  static <T> List<T> read(List<Keys> objects, Reader<T> reader) throws RejectedException {
    var views = new ArrayList<T>(objects.size());
    for (Keys object : objects) {
      views.add(reader.read(object));
    }
    return views;
  }

  static Keys contact(View.Contact contact) {
    return new Keys()
        .put("fingerprint", contact.fingerprint())
        .put("pending_fingerprint", contact.pendingFingerprint())
        .put("label", contact.label())
        .put("state", contact.state())
        .put("verification", verification(contact.verification()))
        .put("key_changed", contact.keyChanged())
        .put("proof", contact.proof())
        .put("reachable", contact.reachable())
        .put("path", contact.path())
        .put("last_seen", contact.lastSeen())
        .put("queued", contact.queued())
        .put("country", contact.country())
        .put("colleague", contact.colleague())
        .put("proxy", null) // No contact is reached through a proxy yet.
        .put("devices", write(contact.devices(), ViewJson::device));
  }

  static View.Contact contact(Keys keys) throws RejectedException {
    return new View.Contact(
        keys.text("fingerprint"),
        keys.optionalText("pending_fingerprint"),
        keys.text("label"),
        keys.text("state"),
        verification(keys.object("verification")),
        keys.flag("key_changed"),
        keys.flag("proof"),
        keys.flag("reachable"),
        keys.optionalText("path"),
        keys.optionalTime("last_seen"),
        keys.count("queued"),
        keys.optionalText("country"),
        keys.flag("colleague"),
        read(keys.objects("devices"), ViewJson::device));
  }

  static Keys verification(View.Verification verification) {
    return new Keys()
        .put("state", verification.state())
        .put("method", verification.method())
        .put("at", verification.at());
  }

  static View.Verification verification(Keys keys) throws RejectedException {
    return new View.Verification(
        keys.text("state"), keys.optionalText("method"), keys.optionalTime("at"));
  }

  static Keys device(View.Device device) {
    return new Keys()
        .put("device", device.device())
        .put("label", device.label())
        .put("added", device.added())
        .put("current", device.current())
        .put("acknowledged", device.acknowledged())
        .put("revoked", device.revoked());
  }

  static View.Device device(Keys keys) throws RejectedException {
    return new View.Device(
        keys.text("device"),
        keys.optionalText("label"),
        keys.time("added"),
        keys.flag("current"),
        keys.flag("acknowledged"),
        keys.optionalTime("revoked"));
  }

  static Keys invitation(View.Invitation invitation) {
    return new Keys()
        .put("invitation", invitation.invitation())
        .put("label", invitation.label())
        .put("link", invitation.link())
        .put("file", invitation.file())
        .put("fingerprint", invitation.fingerprint())
        .put("addresses", invitation.addresses())
        .put("created", invitation.created())
        .put("expires", invitation.expires())
        .put("proof", invitation.proof())
        .put("state", invitation.state());
  }

  static View.Invitation invitation(Keys keys) throws RejectedException {
    return new View.Invitation(
        keys.text("invitation"),
        keys.text("label"),
        keys.optionalText("link"),
        keys.optionalText("file"),
        keys.text("fingerprint"),
        keys.texts("addresses"),
        keys.time("created"),
        keys.time("expires"),
        keys.flag("proof"),
        keys.text("state"));
  }

  static Keys pli(View.Pli pli) {
    return new Keys()
        .put("id", pli.id())
        .put("direction", pli.direction())
        .put("peer", pli.peer())
        .put("label", pli.label())
        .put("verification", pli.verification())
        .put("mode", pli.mode())
        .put("state", pli.state())
        .put("case", pli.caseReference())
        .put("mention", pli.mention())
        .put("created", pli.created())
        .put("delivered", pli.delivered())
        .put("expires", pli.expires())
        .put("path", pli.path())
        .put("text_bytes", pli.textBytes())
        .put("parts", pli.parts())
        .put("enclosures", write(pli.enclosures(), ViewJson::enclosure))
        .put("receipt", pli.receipt())
        .put("replaces", pli.replaces())
        .put("no_forward", pli.noForward())
        .put("unread", pli.unread());
  }

  static View.Pli pli(Keys keys) throws RejectedException {
    return new View.Pli(
        keys.text("id"),
        keys.text("direction"),
        keys.text("peer"),
        keys.text("label"),
        keys.text("verification"),
        keys.text("mode"),
        keys.text("state"),
        keys.optionalText("case"),
        keys.optionalText("mention"),
        keys.time("created"),
        keys.optionalTime("delivered"),
        keys.optionalTime("expires"),
        keys.optionalText("path"),
        keys.integer("text_bytes"),
        keys.count("parts"),
        read(keys.objects("enclosures"), ViewJson::enclosure),
        keys.flag("receipt"),
        keys.optionalText("replaces"),
        keys.flag("no_forward"),
        keys.flag("unread"));
  }

  static Keys enclosure(View.Enclosure enclosure) {
    return new Keys()
        .put("part", enclosure.part())
        .put("name", enclosure.name())
        .put("size", enclosure.size())
        .put("type", enclosure.type())
        .put("sha256", enclosure.sha256());
  }

  static View.Enclosure enclosure(Keys keys) throws RejectedException {
    return new View.Enclosure(
        keys.count("part"),
        keys.text("name"),
        keys.integer("size"),
        keys.text("type"),
        keys.text("sha256"));
  }

  static Keys savedFile(View.SavedFile file) {
    return new Keys()
        .put("part", file.part())
        .put("path", file.path())
        .put("size", file.size())
        .put("sha256", file.sha256());
  }

  static View.SavedFile savedFile(Keys keys) throws RejectedException {
    return new View.SavedFile(
        keys.count("part"), keys.text("path"), keys.integer("size"), keys.text("sha256"));
  }

  static Keys receipt(View.Receipt receipt) {
    return new Keys()
        .put("sid", receipt.sid())
        .put("event", receipt.event())
        .put("act", receipt.act())
        .put("signer", receipt.signer())
        .put("time", receipt.time())
        .put("seen", receipt.seen())
        .put("skew_ms", receipt.skewMs())
        .put("commitment", receipt.commitment())
        .put("algorithms", receipt.algorithms())
        .put("valid", receipt.valid());
  }

  static View.Receipt receipt(Keys keys) throws RejectedException {
    return new View.Receipt(
        keys.text("sid"),
        keys.text("event"),
        keys.text("act"),
        keys.text("signer"),
        keys.time("time"),
        keys.time("seen"),
        keys.integer("skew_ms"),
        keys.text("commitment"),
        keys.texts("algorithms"),
        keys.flag("valid"));
  }

  static Keys route(View.Route route) {
    return new Keys().put("path", route.path()).put("places", route.places());
  }

  static View.Route route(Keys keys) throws RejectedException {
    return new View.Route(keys.optionalText("path"), keys.texts("places"));
  }

  static Keys check(View.Check check, Sentences sentences) {
    return new Keys()
        .put("id", check.id())
        .put("state", check.state())
        .put("detail", sentences.say(check.detail()))
        .put("what", check.what().map(sentences::say));
  }

  static View.Check check(Keys keys) throws RejectedException {
    return new View.Check(
        keys.text("id"),
        keys.text("state"),
        said(keys.text("detail")),
        keys.optionalText("what").map(ViewJson::said));
  }

  private static View.Sentence said(String text) {
    return View.Sentence.of(View.Sentence.SAID, text);
  }

  static Keys journalEntry(View.JournalEntry entry) {
    return new Keys()
        .put("n", entry.n())
        .put("at", entry.at())
        .put("kind", entry.kind())
        .put("subject", entry.subject())
        .put("detail", entry.detail())
        .put("hash", entry.hash());
  }

  static View.JournalEntry journalEntry(Keys keys) throws RejectedException {
    return new View.JournalEntry(
        keys.integer("n"),
        keys.time("at"),
        keys.text("kind"),
        keys.optionalText("subject"),
        keys.text("detail"),
        keys.text("hash"));
  }

  static Keys demoStep(View.DemoStep step) {
    return new Keys().put("step", step.step()).put("ok", step.ok()).put("ms", step.ms());
  }

  static Keys demoFile(View.DemoFile file) {
    return new Keys()
        .put("bytes", file.bytes())
        .put("sha256", file.sha256())
        .put("mib_per_s", file.mibPerSecond());
  }
}
