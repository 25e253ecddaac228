package dev.pli.core.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.core.office.View;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.seal.PartEntry;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavingTest {
  @TempDir Path folder;

  private final Random random = new Random(1);

  private Saving saving(boolean replacing, String... names) {
    return new Saving(
        folder,
        Stream.of(names).map(SavingTest::entry).toList(),
        replacing,
        random,
        progress -> assertEquals(progress.done(), progress.total()));
  }

  private static PartEntry entry(String name) {
    Bytes zeros = Bytes.hex("00".repeat(32));
    return new PartEntry(name, zeros, zeros, 2, "application/pdf");
  }

  private View.SavedFile save(Saving saving, int part, String text) throws Exception {
    return saving.save(part, entry("x"), sink -> sink.write(Bytes.ascii(text).buffer()));
  }

  private List<String> there() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void twoNamesThatBecomeOneAreTwoFiles() throws Exception {
    Saving saving = saving(false, "a?.pdf", "a*.pdf");
    View.SavedFile first = save(saving, 0, "11");
    View.SavedFile second = save(saving, 1, "22");
    assertEquals("11", Files.readString(Path.of(first.path())));
    assertEquals("22", Files.readString(Path.of(second.path())));
    assertEquals(List.of("a_-2.pdf", "a_.pdf"), there());
  }

  @Test
  void aPartKeepsItsPlaceWhenItIsSavedAlone() {
    assertEquals(folder.resolve("a_-2.pdf"), saving(false, "a?.pdf", "a*.pdf").place(1));
  }

  @Test
  void aFileIsForItsOwnerAlone() throws Exception {
    String path = save(saving(false, "a.pdf"), 0, "11").path();
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(path))));
  }

  @Test
  void whatComesToThePlaceMeanwhileStays() throws Exception {
    Saving saving = saving(false, "a.pdf");
    assertFalse(saving.isTaken(0));
    Path place = saving.place(0);
    assertThrows(
        FileAlreadyExistsException.class,
        () ->
            saving.save(
                0,
                entry("a.pdf"),
                sink -> {
                  Files.writeString(place, "mine");
                  sink.write(Bytes.ascii("11").buffer());
                }));
    assertEquals("mine", Files.readString(place));
    assertEquals(List.of("a.pdf"), there(), "no draft is left");
  }

  @Test
  void onlyForceReplaces() throws Exception {
    Files.writeString(folder.resolve("a.pdf"), "old");
    assertTrue(saving(false, "a.pdf").isTaken(0));
    assertFalse(saving(true, "a.pdf").isTaken(0));
    save(saving(true, "a.pdf"), 0, "11");
    assertEquals("11", Files.readString(folder.resolve("a.pdf")));
    assertEquals(List.of("a.pdf"), there());
  }

  @Test
  void aLinkInThePlaceIsNeverFollowed() throws Exception {
    Path outside = Files.writeString(folder.resolve("outside"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("a.pdf"), outside);
    assertTrue(saving(false, "a.pdf").isTaken(0));
    assertThrows(FileAlreadyExistsException.class, () -> save(saving(false, "a.pdf"), 0, "11"));
    save(saving(true, "a.pdf"), 0, "11");
    assertEquals("old", Files.readString(outside));
    assertFalse(Files.isSymbolicLink(link), "the link has gone, not what it led to");
    assertEquals("11", Files.readString(link));
  }

  @Test
  void aLinkThatLeadsNowhereIsInThePlaceToo() throws Exception {
    Files.createSymbolicLink(folder.resolve("a.pdf"), folder.resolve("nowhere"));
    assertTrue(saving(false, "a.pdf").isTaken(0));
    assertThrows(FileAlreadyExistsException.class, () -> save(saving(false, "a.pdf"), 0, "11"));
    assertEquals(List.of("a.pdf"), there());
  }

  @Test
  void aFolderIsNotReplaced() throws Exception {
    Files.createDirectory(folder.resolve("a.pdf"));
    Files.writeString(folder.resolve("a.pdf/in"), "x");
    assertThrows(IOException.class, () -> save(saving(true, "a.pdf"), 0, "11"));
    assertTrue(Files.exists(folder.resolve("a.pdf/in")));
    assertEquals(List.of("a.pdf"), there());
  }

  @Test
  void whatFailsLeavesNothing() throws Exception {
    Saving saving = saving(false, "a.pdf");
    assertThrows(
        IOException.class,
        () ->
            saving.save(
                0,
                entry("a.pdf"),
                sink -> {
                  sink.write(Bytes.ascii("11").buffer());
                  throw new IOException("planned");
                }));
    assertEquals(List.of(), there());
  }

  @Test
  void everyPlaceIsInTheFolderItself() {
    Saving saving = saving(false, "../../a", "/etc/b", "..", "C:\\c", "a/../../d");
    for (int part = 0; part < 5; part++) {
      assertEquals(folder, saving.place(part).normalize().getParent());
    }
  }
}
