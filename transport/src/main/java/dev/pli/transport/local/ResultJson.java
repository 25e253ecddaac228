package dev.pli.transport.local;

import dev.pli.core.office.Request;
import dev.pli.core.office.Result;
import dev.pli.crypto.RejectedException;
import java.util.Optional;

/// What each command shows: its own keys, those after `ok` and `exit`. docs/cli.md, « commands ».
final class ResultJson {
  private ResultJson() {}

  static Keys write(Result result, Sentences sentences) {
    return switch (result) {
      case Result.Initialised initialised -> initialised(initialised);
      case Result.Started started -> started(started);
      case Result.Stopped stopped ->
          new Keys().put("state", stopped.state()).put("was_running", stopped.wasRunning());
      case Result.Locked locked -> new Keys().put("state", locked.state());
      case Result.Status status -> status(status);
      case Result.Id id -> id(id);
      case Result.Invited invited -> ViewJson.invitation(invited.invitation());
      case Result.Invitations list ->
          new Keys().put("invitations", ViewJson.write(list.invitations(), ViewJson::invitation));
      case Result.OneContact one -> new Keys().put("contact", ViewJson.contact(one.contact()));
      case Result.Contacts list ->
          new Keys().put("contacts", ViewJson.write(list.contacts(), ViewJson::contact));
      case Result.Verified verified -> verified(verified);
      case Result.OnePli one -> new Keys().put("pli", ViewJson.pli(one.pli()));
      case Result.Plis list ->
          new Keys()
              .put("plis", ViewJson.write(list.plis(), ViewJson::pli))
              .put("next", list.next());
      case Result.Opened opened ->
          new Keys().put("pli", ViewJson.pli(opened.pli())).put("text", opened.text());
      case Result.Saved saved ->
          new Keys()
              .put("id", saved.id())
              .put("files", ViewJson.write(saved.files(), ViewJson::savedFile));
      case Result.Receipts receipts -> receipts(receipts);
      case Result.CarriedOut carried ->
          new Keys()
              .put("contact", carried.contact())
              .put("file", carried.file())
              .put("size", carried.size())
              .put("sha256", carried.sha256())
              .put("plis", carried.plis())
              .put("receipts", carried.receipts());
      case Result.CarriedIn carried ->
          new Keys()
              .put("contact", carried.contact())
              .put("file", carried.file())
              .put("plis", carried.plis())
              .put("receipts", carried.receipts())
              .put("repeated", carried.repeated());
      case Result.Checks checks ->
          new Keys()
              .put("result", checks.result())
              .put(
                  "checks",
                  ViewJson.write(checks.checks(), check -> ViewJson.check(check, sentences)));
      case Result.Journal journal -> journal(journal);
      case Result.Demo demo -> demo(demo);
    };
  }

  /// The result of `asked` from its keys.
  static Result read(Request asked, Keys keys) throws RejectedException {
    return switch (asked) {
      case Request.Start _ -> started(keys);
      case Request.Stop _ -> new Result.Stopped(keys.text("state"), keys.flag("was_running"));
      case Request.Lock _ -> new Result.Locked(keys.text("state"));
      case Request.Status _ -> status(keys);
      case Request.Id _ -> id(keys);
      case Request.Invite _, Request.CancelInvitation _ ->
          new Result.Invited(ViewJson.invitation(keys));
      case Request.Invitations _ ->
          new Result.Invitations(ViewJson.read(keys.objects("invitations"), ViewJson::invitation));
      case Request.Accept _,
          Request.ShowContact _,
          Request.RenameContact _,
          Request.SetContact _,
          Request.AcknowledgeDevice _,
          Request.RemoveContact _ ->
          new Result.OneContact(ViewJson.contact(keys.object("contact")));
      case Request.Contacts _ ->
          new Result.Contacts(ViewJson.read(keys.objects("contacts"), ViewJson::contact));
      case Request.Verify _ -> verified(keys);
      case Request.Send _, Request.Forward _, Request.CancelPli _ ->
          new Result.OnePli(ViewJson.pli(keys.object("pli")));
      case Request.Inbox _ ->
          new Result.Plis(
              ViewJson.read(keys.objects("plis"), ViewJson::pli), keys.optionalText("next"));
      case Request.Read _ ->
          new Result.Opened(ViewJson.pli(keys.object("pli")), keys.optionalText("text"));
      case Request.Save _ ->
          new Result.Saved(
              keys.text("id"), ViewJson.read(keys.objects("files"), ViewJson::savedFile));
      case Request.Receipt _ -> receipts(keys);
      case Request.CarryExport _ ->
          new Result.CarriedOut(
              keys.text("contact"),
              keys.text("file"),
              keys.integer("size"),
              keys.text("sha256"),
              keys.count("plis"),
              keys.count("receipts"));
      case Request.CarryImport _ ->
          new Result.CarriedIn(
              keys.optionalText("contact"),
              keys.text("file"),
              keys.count("plis"),
              keys.count("receipts"),
              keys.count("repeated"));
      case Request.Doctor _ ->
          new Result.Checks(
              keys.text("result"), ViewJson.read(keys.objects("checks"), ViewJson::check));
      case Request.Journal _ -> journal(keys);
    };
  }

  private static Keys initialised(Result.Initialised initialised) {
    return new Keys()
        .put("vault", initialised.vault())
        .put("fingerprint", initialised.fingerprint())
        .put("device", initialised.device())
        .put("profile", initialised.profile())
        .put("created", initialised.created())
        .put("passphrase_bits", initialised.passphraseBits())
        .put("key_file", initialised.keyFile())
        .put("recovery_file", initialised.recoveryFile());
  }

  private static Keys started(Result.Started started) {
    return new Keys()
        .put("state", started.state())
        .put("started", started.started())
        .put("pid", started.pid())
        .put("socket", started.socket())
        .put("listen", started.listen())
        .put("device", started.device())
        .put("since", started.since())
        .put("last_unlock", started.lastUnlock())
        .put("failed_unlock_times", started.failedUnlockTimes());
  }

  private static Result started(Keys keys) throws RejectedException {
    return new Result.Started(
        keys.text("state"),
        keys.flag("started"),
        keys.integer("pid"),
        keys.text("socket"),
        keys.texts("listen"),
        keys.text("device"),
        keys.time("since"),
        keys.optionalTime("last_unlock"),
        keys.times("failed_unlock_times"));
  }

  private static Keys status(Result.Status status) {
    Optional<Result.OpenStatus> open = status.open();
    return new Keys()
        .put("state", status.state())
        .put("vault", status.vault())
        .put("version", status.version())
        .put("pid", status.pid())
        .put("since", status.since())
        .put("listen", status.listen())
        .put("relay", null) // There is no relay yet, no port mapping and no time-stamp authority.
        .put("upnp", status.lan().map(_ -> false))
        .put("lan", status.lan())
        .put("tsa", null)
        .put("fingerprint", open.map(Result.OpenStatus::fingerprint))
        .put("contacts", open.map(Result.OpenStatus::contacts))
        .put("queued", open.map(Result.OpenStatus::queued))
        .put("unread", open.map(Result.OpenStatus::unread))
        .put("last_unlock", open.flatMap(Result.OpenStatus::lastUnlock))
        .put("failed_unlocks", open.map(Result.OpenStatus::failedUnlocks))
        .put("last_backup", open.flatMap(Result.OpenStatus::lastBackup))
        .put("incident", null); // Incidents are not kept yet.
  }

  private static Result status(Keys keys) throws RejectedException {
    return new Result.Status(
        keys.text("state"),
        keys.text("vault"),
        keys.text("version"),
        keys.optionalInteger("pid"),
        keys.optionalTime("since"),
        keys.texts("listen"),
        keys.has("lan") ? Optional.of(keys.flag("lan")) : Optional.empty(),
        keys.has("fingerprint") ? Optional.of(openStatus(keys)) : Optional.empty());
  }

  private static Result.OpenStatus openStatus(Keys keys) throws RejectedException {
    return new Result.OpenStatus(
        keys.text("fingerprint"),
        keys.count("contacts"),
        keys.count("queued"),
        keys.count("unread"),
        keys.optionalTime("last_unlock"),
        keys.count("failed_unlocks"),
        keys.optionalTime("last_backup"));
  }

  private static Keys id(Result.Id id) {
    return new Keys()
        .put("fingerprint", id.fingerprint())
        .put("vault", id.vault())
        .put("profile", id.profile())
        .put("created", id.created())
        .put("device", id.device())
        .put("devices", ViewJson.write(id.devices(), ViewJson::device));
  }

  private static Result id(Keys keys) throws RejectedException {
    return new Result.Id(
        keys.text("fingerprint"),
        keys.text("vault"),
        keys.text("profile"),
        keys.time("created"),
        keys.text("device"),
        ViewJson.read(keys.objects("devices"), ViewJson::device));
  }

  private static Keys verified(Result.Verified verified) {
    return new Keys()
        .put("fingerprint", verified.fingerprint())
        .put("label", verified.label())
        .put("words_fr", verified.wordsFr())
        .put("words_en", verified.wordsEn())
        .put("digits", verified.digits())
        .put("code", verified.code())
        .put("verification", ViewJson.verification(verified.verification()))
        .put("key_changed", verified.keyChanged());
  }

  private static Result verified(Keys keys) throws RejectedException {
    return new Result.Verified(
        keys.text("fingerprint"),
        keys.text("label"),
        keys.texts("words_fr"),
        keys.texts("words_en"),
        keys.text("digits"),
        keys.text("code"),
        ViewJson.verification(keys.object("verification")),
        keys.flag("key_changed"));
  }

  private static Keys receipts(Result.Receipts receipts) {
    return new Keys()
        .put("id", receipts.id())
        .put("state", receipts.state())
        .put("receipts", ViewJson.write(receipts.receipts(), ViewJson::receipt))
        .put("route", ViewJson.route(receipts.route()))
        .put("file", receipts.file());
  }

  private static Result receipts(Keys keys) throws RejectedException {
    return new Result.Receipts(
        keys.text("id"),
        keys.text("state"),
        ViewJson.read(keys.objects("receipts"), ViewJson::receipt),
        ViewJson.route(keys.object("route")),
        keys.optionalText("file"));
  }

  private static Keys journal(Result.Journal journal) {
    return new Keys()
        .put("entries", ViewJson.write(journal.entries(), ViewJson::journalEntry))
        .put("first", journal.first())
        .put("last", journal.last())
        .put("chain", journal.chain());
  }

  private static Result journal(Keys keys) throws RejectedException {
    return new Result.Journal(
        ViewJson.read(keys.objects("entries"), ViewJson::journalEntry),
        keys.optionalInteger("first"),
        keys.optionalInteger("last"),
        keys.optionalText("chain"));
  }

  private static Keys demo(Result.Demo demo) {
    return new Keys()
        .put("steps", ViewJson.write(demo.steps(), ViewJson::demoStep))
        .put("total_ms", demo.totalMs())
        .put("file", ViewJson.demoFile(demo.file()))
        .put("plaintext_found", demo.plaintextFound());
  }
}
