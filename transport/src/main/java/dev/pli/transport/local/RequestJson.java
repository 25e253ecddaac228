package dev.pli.transport.local;

import dev.pli.core.office.Request;
import dev.pli.core.office.Request.Comparison;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What is asked, as a method and its parameters: the method is the command with a dot, a parameter
/// is the long option with `_`; what the command line takes without an option is called `contact`,
/// `id`, `label`, `device`, `link` or `file`. docs/spec/local.md.
///
/// An option that was not given has no key. Ranges are those of docs/cli.md.
final class RequestJson {
  private RequestJson() {}

  /// A method with its parameters.
  record Call(String method, Keys params) {}

  static Call write(Request request) {
    return switch (request) {
      case Request.Start start -> new Call("start", start(start));
      case Request.Stop _ -> new Call("stop", new Keys());
      case Request.Lock _ -> new Call("lock", new Keys());
      case Request.Status _ -> new Call("status", new Keys());
      case Request.Id _ -> new Call("id", new Keys());
      case Request.Invite invite -> new Call("invite", invite(invite));
      case Request.Invitations _ -> new Call("invite", new Keys().put("list", true));
      case Request.CancelInvitation cancel ->
          new Call("invite", new Keys().put("cancel", cancel.id()));
      case Request.Accept accept -> new Call("accept", accept(accept));
      case Request.Contacts _ -> new Call("contacts", new Keys());
      case Request.ShowContact show ->
          new Call("contacts.show", new Keys().put("contact", show.contact()));
      case Request.RenameContact rename ->
          new Call(
              "contacts.rename",
              new Keys().put("contact", rename.contact()).put("label", rename.label()));
      case Request.SetContact set ->
          new Call(
              "contacts.set",
              new Keys()
                  .put("contact", set.contact())
                  .putPresent("country", set.country())
                  .putPresent("colleague", set.colleague()));
      case Request.AcknowledgeDevice acknowledge ->
          new Call(
              "contacts.acknowledge",
              new Keys().put("contact", acknowledge.contact()).put("device", acknowledge.device()));
      case Request.RemoveContact remove ->
          new Call(
              "contacts.remove",
              new Keys().put("contact", remove.contact()).put("yes", remove.confirmed()));
      case Request.Verify verify -> new Call("verify", verify(verify));
      case Request.Send send -> new Call("send", send(send));
      case Request.Forward forward -> new Call("send", forward(forward));
      case Request.CancelPli cancel -> new Call("send", new Keys().put("cancel", cancel.pli()));
      case Request.Inbox inbox -> new Call("inbox", inbox(inbox));
      case Request.Read read ->
          new Call(
              "read",
              new Keys()
                  .put("id", read.pli())
                  .put("keep_unread", read.keepUnread())
                  .putPresent("case", read.caseReference()));
      case Request.Save save ->
          new Call(
              "save",
              new Keys()
                  .put("id", save.pli())
                  .put("to", save.directory())
                  .put("part", save.parts())
                  .put("force", save.force()));
      case Request.Receipt receipt ->
          new Call("receipt", new Keys().put("id", receipt.pli()).putPresent("out", receipt.out()));
      case Request.CarryExport export ->
          new Call(
              "carry.export", new Keys().put("contact", export.contact()).put("out", export.out()));
      case Request.CarryImport carried ->
          new Call("carry.import", new Keys().put("file", carried.file()));
      case Request.Doctor doctor ->
          new Call("doctor", new Keys().putPresent("contact", doctor.contact()));
      case Request.Journal journal ->
          new Call(
              "journal",
              new Keys()
                  .put("after", journal.after())
                  .put("limit", journal.limit())
                  .put("verify", journal.verify()));
    };
  }

  /// What `method` with `params` asks; `params` must hold nothing else. `watch` is no request.
  static Request read(String method, Keys params) throws RejectedException {
    Request request = request(method, params);
    params.requireAllRead();
    return request;
  }

  private static Request request(String method, Keys params) throws RejectedException {
    return switch (method) {
      case "start" -> start(params);
      case "stop" -> new Request.Stop();
      case "lock" -> new Request.Lock();
      case "status" -> new Request.Status();
      case "id", "id.devices" -> new Request.Id();
      case "invite" -> invite(params);
      case "accept" -> accept(params);
      case "contacts" -> new Request.Contacts();
      case "contacts.show" -> new Request.ShowContact(params.text("contact"));
      case "contacts.rename" ->
          new Request.RenameContact(params.text("contact"), params.text("label"));
      case "contacts.set" ->
          new Request.SetContact(
              params.text("contact"), params.optionalText("country"), flag(params, "colleague"));
      case "contacts.acknowledge" ->
          new Request.AcknowledgeDevice(params.text("contact"), params.text("device"));
      case "contacts.remove" ->
          new Request.RemoveContact(params.text("contact"), params.option("yes"));
      case "verify" -> new Request.Verify(params.text("contact"), comparison(params));
      case "send" -> send(params);
      case "inbox" -> inbox(params);
      case "read" ->
          new Request.Read(
              params.text("id"), params.option("keep_unread"), params.optionalText("case"));
      case "save" ->
          new Request.Save(
              params.text("id"),
              params.text("to"),
              params.has("part") ? params.counts("part") : List.of(),
              params.option("force"));
      case "receipt" -> new Request.Receipt(params.text("id"), params.optionalText("out"));
      case "carry.export" -> new Request.CarryExport(params.text("contact"), params.text("out"));
      case "carry.import" -> new Request.CarryImport(params.text("file"));
      case "doctor" -> new Request.Doctor(params.optionalText("contact"));
      case "journal" ->
          new Request.Journal(
              params.optionalInteger("after").orElse(0L),
              count(params, "limit", 1, Limits.MAX_JOURNAL, Limits.DEFAULT_JOURNAL),
              params.option("verify"));
      default -> throw new RejectedException(RpcRule.L105_UNKNOWN_METHOD);
    };
  }

  private static Keys start(Request.Start start) {
    var params = new Keys();
    if (!start.listen().isEmpty()) {
      params.put("listen", start.listen());
    }
    params.putPresent("lan", start.lan());
    params.putPresent("idle", start.idle().map(Duration::toMinutes));
    params.putPresent("lock_after", start.lockAfter().map(Duration::toMinutes));
    start
        .credentials()
        .ifPresent(credentials ->
            params
                .put("passphrase", credentials.passphrase().reveal().utf8())
                .putPresent("key_file", credentials.keyFile()));
    return params;
  }

  private static Request start(Keys params) throws RejectedException {
    Optional<String> passphrase = params.optionalText("passphrase");
    Optional<String> keyFile = params.optionalText("key_file");
    RejectedException.require(passphrase.isPresent() || keyFile.isEmpty(), RpcRule.L106_PARAMETERS);
    return new Request.Start(
        params.optionTexts("listen"),
        flag(params, "lan"),
        minutes(params, "idle", Limits.MIN_IDLE_MINUTES, Limits.MAX_IDLE_MINUTES),
        minutes(params, "lock_after", Limits.MIN_LOCK_MINUTES, Limits.MAX_LOCK_MINUTES),
        passphrase.map(text -> new Request.Credentials(Secret.copyOf(Bytes.utf8(text)), keyFile)));
  }

  private static Keys invite(Request.Invite invite) {
    var params =
        new Keys().putPresent("label", invite.label()).put("days", invite.validity().toDays());
    if (!invite.addresses().isEmpty()) {
      params.put("address", invite.addresses());
    }
    return params
        .putPresent("out", invite.out())
        .put("no_proof", !invite.proof())
        .putPresent("replaces", invite.replaces());
  }

  private static Request invite(Keys params) throws RejectedException {
    if (params.option("list")) {
      return new Request.Invitations();
    }
    Optional<String> cancel = params.optionalText("cancel");
    if (cancel.isPresent()) {
      return new Request.CancelInvitation(cancel.get());
    }
    Optional<String> label = params.optionalText("label");
    Optional<String> replaces = params.optionalText("replaces");
    RejectedException.require(label.isPresent() != replaces.isPresent(), RpcRule.L106_PARAMETERS);
    return new Request.Invite(
        label,
        Duration.ofDays(
            count(
                params,
                "days",
                Limits.MIN_VALIDITY_DAYS,
                Limits.MAX_VALIDITY_DAYS,
                Limits.DEFAULT_VALIDITY_DAYS)),
        params.optionTexts("address"),
        params.optionalText("out"),
        !params.option("no_proof"),
        replaces);
  }

  private static Keys accept(Request.Accept accept) {
    return new Keys()
        .put("link", accept.link())
        .putPresent("label", accept.label())
        .putPresent("replaces", accept.replaces())
        .put("no_proof", !accept.proof())
        .put("wait", accept.patience().toSeconds());
  }

  private static Request accept(Keys params) throws RejectedException {
    Optional<String> label = params.optionalText("label");
    Optional<String> replaces = params.optionalText("replaces");
    RejectedException.require(label.isPresent() != replaces.isPresent(), RpcRule.L106_PARAMETERS);
    return new Request.Accept(
        params.text("link"), label, replaces, !params.option("no_proof"), patience(params));
  }

  private static Keys verify(Request.Verify verify) {
    var params = new Keys().put("contact", verify.contact());
    return switch (verify.comparison()) {
      case Comparison.Show _ -> params;
      case Comparison.Heard(String text) -> params.put("heard", text);
      case Comparison.Same(boolean words) -> params.put("same", words ? "words" : "digits");
      case Comparison.Different _ -> params.put("different", true);
      case Comparison.Met(String code) -> params.put("met", code);
      case Comparison.Reset _ -> params.put("reset", true);
    };
  }

  /// The first that is given; beside it, another stays unread and is refused as unknown.
  private static Comparison comparison(Keys params) throws RejectedException {
    if (params.has("heard")) {
      return new Comparison.Heard(params.text("heard"));
    }
    if (params.has("same")) {
      String same = params.text("same");
      RejectedException.require(
          same.equals("words") || same.equals("digits"), RpcRule.L106_PARAMETERS);
      return new Comparison.Same(same.equals("words"));
    }
    if (params.has("met")) {
      return new Comparison.Met(params.text("met"));
    }
    if (params.option("different")) {
      return new Comparison.Different();
    }
    return params.option("reset") ? new Comparison.Reset() : new Comparison.Show();
  }

  private static Keys send(Request.Send send) {
    return new Keys()
        .put("contact", send.contact())
        .put("message", send.text())
        .put("file", send.files())
        .putPresent("case", send.caseReference())
        .putPresent("mention", send.mention())
        .putPresent("replaces", send.replaces())
        .put("no_forward", send.noForward())
        .put("wait", send.patience().toSeconds());
  }

  private static Keys forward(Request.Forward forward) {
    return new Keys()
        .put("forward", forward.pli())
        .put("contact", forward.contact())
        .put("yes", forward.confirmed())
        .put("wait", forward.patience().toSeconds());
  }

  private static Request send(Keys params) throws RejectedException {
    Optional<String> cancel = params.optionalText("cancel");
    if (cancel.isPresent()) {
      return new Request.CancelPli(cancel.get());
    }
    Optional<String> forward = params.optionalText("forward");
    if (forward.isPresent()) {
      return new Request.Forward(
          forward.get(), params.text("contact"), params.option("yes"), patience(params));
    }
    Optional<String> mention = params.optionalText("mention");
    RejectedException.require(
        mention.stream().allMatch(m -> m.equals("confidential") || m.equals("official")),
        RpcRule.L106_PARAMETERS);
    return new Request.Send(
        params.text("contact"),
        params.optionalText("message").orElse(""),
        params.optionTexts("file"),
        params.optionalText("case"),
        mention,
        params.optionalText("replaces"),
        params.option("no_forward"),
        patience(params));
  }

  private static Keys inbox(Request.Inbox inbox) {
    return new Keys()
        .put("sent", inbox.sent())
        .put("unread", inbox.unread())
        .putPresent("from", inbox.from())
        .putPresent("case", inbox.caseReference())
        .putPresent("after", inbox.after())
        .put("limit", inbox.limit());
  }

  private static Request inbox(Keys params) throws RejectedException {
    return new Request.Inbox(
        params.option("sent"),
        params.option("unread"),
        params.optionalText("from"),
        params.optionalText("case"),
        params.optionalText("after"),
        count(params, "limit", 1, Limits.MAX_INBOX, Limits.DEFAULT_INBOX));
  }

  private static Duration patience(Keys params) throws RejectedException {
    return Duration.ofSeconds(
        count(params, "wait", 0, Limits.MAX_PATIENCE_SECONDS, Limits.DEFAULT_PATIENCE_SECONDS));
  }

  private static Optional<Duration> minutes(Keys params, String key, int low, int high)
      throws RejectedException {
    return params.optionalInteger(key).isPresent()
        ? Optional.of(Duration.ofMinutes(params.count(key, low, high)))
        : Optional.empty();
  }

  private static Optional<Boolean> flag(Keys params, String key) throws RejectedException {
    return params.has(key) ? Optional.of(params.flag(key)) : Optional.empty();
  }

  private static int count(Keys params, String key, int low, int high, int otherwise)
      throws RejectedException {
    return params.optionalInteger(key).isPresent() ? params.count(key, low, high) : otherwise;
  }
}
