package dev.pli.core.node;

import dev.pli.core.Archive;
import dev.pli.core.Change;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/// The disk of one open vault: what the node needs of it. Thread-safe; calls block their caller.
public interface Store extends Archive, AutoCloseable {

  /// Gives back, in an order that [dev.pli.core.Book] can apply, everything the book holds:
  /// identity, settings, contacts, invitations, unfinished plis with their blobs, the outbox,
  /// numbers and marks, own epochs, the last journal entry and the last notice.
  void recall(Consumer<Change> book) throws IOException;

  /// Saves all of `changes` or none, and returns once they would survive a power cut. After it has
  /// thrown, the caller drops its book and opens the vault anew.
  void commit(List<Change> changes) throws IOException;

  Blobs blobs();

  /// Wipes what a closed vault does not need; receiving and delivering go on.
  void closeToReaders() throws IOException;

  @Override
  void close() throws IOException;
}
