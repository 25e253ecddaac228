package dev.pli.core.node;

import dev.pli.core.Change;
import dev.pli.core.Self;
import dev.pli.core.Settings;
import dev.pli.core.identity.Identity;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Hash;
import dev.pli.crypto.primitive.Secret;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// The people of the [World], the same in every run: making keys is slow.
public final class Cast {
  public static final Self ALICE = self("Alice", 1);
  public static final Self BOB = self("Bob", 2);
  public static final Self CAROL = self("Carol", 3);
  public static final Self MALLORY = self("Mallory", 4);

  /// An identity that nobody has met.
  public static final Self NOBODY = self("Nobody", 5);

  private Cast() {}

  private static Self self(String name, long seed) {
    Bytes half = Hash.sha256(Bytes.utf8(name));
    Identity identity = Identity.derive(Secret.copyOf(Bytes.concat(half, half)), World.DAWN);
    return Self.found(identity, new Random(seed), World.DAWN);
  }

  /// A vault that was just made.
  public static List<Change> founded(Self self) {
    return List.of(
        new Change.SelfSaved(self),
        new Change.SettingsSaved(Settings.initial("other", "fr")),
        new Change.PseudonymKeySaved(Secret.copyOf(Hash.sha256(self.fingerprint().value()))));
  }

  static Map<String, Self> all() {
    var all = new HashMap<String, Self>();
    all.put("Alice", ALICE);
    all.put("Bob", BOB);
    all.put("Carol", CAROL);
    all.put("Mallory", MALLORY);
    return all;
  }
}
