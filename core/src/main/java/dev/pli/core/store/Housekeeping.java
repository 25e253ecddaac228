package dev.pli.core.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What an opened vault looks after by itself, in small pieces between commits: every page after an
/// unclean stop, and files that no row names. docs/spec/vault.md §5, V194.
final class Housekeeping {
  /// A megabyte: some milliseconds, which no commit notices.
  private static final long PAGES_A_PIECE = 256;

  private static final int FILES_A_PIECE = 200;

  private final StoreThread thread;
  private final OpenVault open;
  private final Orphans orphans;

  /// Files that were there before anything of this opening was written.
  private final Set<String> files;

  /// Set by whoever closes, read by the housekeeper.
  private volatile boolean stopped;

  /// Set by the housekeeper, read by anybody.
  private volatile Optional<Findings> findings = Optional.empty();

  private Housekeeping(StoreThread thread, OpenVault open) throws IOException {
    this.thread = thread;
    this.open = open;
    this.orphans = new Orphans(open.vault().folder());
    this.files = orphans.files();
  }

  static Housekeeping start(StoreThread thread, OpenVault open) throws IOException {
    var housekeeping = new Housekeeping(thread, open);
    Thread.ofVirtual().name("housekeeping").start(housekeeping::run);
    return housekeeping;
  }

  Optional<Findings> findings() {
    return findings;
  }

  void stop() {
    stopped = true;
  }

  private void run() {
    try {
      List<Long> damaged = open.opening().wasClean() ? List.of() : damagedPages();
      List<String> aside = setAside();
      orphans.forget(open.now());
      findings = Optional.of(new Findings(damaged, aside));
    } catch (IOException e) {
      // The vault was locked meanwhile, or its disk fails: then commits say so.
    }
  }

  private List<Long> damagedPages() throws IOException {
    var damaged = new ArrayList<Long>();
    try (PageCheck check =
        thread.later(() -> PageCheck.open(open.database(), open.vault().databaseKey()))) {
      for (long from = 1; !stopped && from <= check.pages(); from += PAGES_A_PIECE) {
        long first = from;
        damaged.addAll(thread.later(() -> open.damagedPages(check, first, PAGES_A_PIECE)));
      }
    }
    return damaged;
  }

  private List<String> setAside() throws IOException {
    var left = new ArrayList<>(files);
    var moved = new ArrayList<String>();
    for (int at = 0; !stopped && at < left.size(); at += FILES_A_PIECE) {
      List<String> piece = left.subList(at, Math.min(at + FILES_A_PIECE, left.size()));
      Set<String> known =
          thread.later(() -> {
            var names = new HashSet<String>();
            for (String file : piece) {
              String name = Orphans.name(file);
              if (open.tables().blobs().knowsFile(name)) {
                names.add(name);
              }
            }
            return names;
          });
      moved.addAll(orphans.setAside(piece, known, open.now()));
    }
    return moved;
  }
}
