package dev.pli.core.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/home/claire/OneDrive/pli",
        "/Users/claire/OneDrive - Cabinet Tilleul/pli",
        "/home/claire/Dropbox/pli",
        "/home/claire/Dropbox (Personnel)/pli",
        "/Users/claire/Google Drive/pli",
        "/Users/claire/GoogleDrive/Mon Drive/pli",
        "/Volumes/GoogleDrive/My Drive/pli",
        "/home/claire/Nextcloud/Cabinet/pli",
        "/home/claire/nextcloud/pli",
        "/home/claire/ownCloud/pli",
        "/Users/claire/Library/Mobile Documents/com~apple~CloudDocs/pli",
        "/Users/claire/Library/CloudStorage/pli",
        "/Users/claire/iCloud Drive/pli",
        "/home/claire/Box Sync/pli",
        "/home/claire/pCloudDrive/pli",
        "/home/claire/MEGA/pli",
        "/home/claire/kDrive/pli",
        "/home/claire/Proton Drive/pli",
        "/home/claire/Seafile/pli",
        "/home/claire/Syncthing/pli",
      })
  void V106_synchronisedFoldersAreRecognised(String path) {
    assertTrue(Place.isSynchronised(Path.of(path)), path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/home/claire/.local/share/pli",
        "/home/dropbear/pli",
        "/home/claire/boxes/pli",
        "/home/megane/pli",
        "/srv/coffre",
      })
  void V106_otherFoldersAreNot(String path) {
    assertFalse(Place.isSynchronised(Path.of(path)), path);
  }

  @Test
  void V106_signOfASynchronisedFolderIsEnough(@TempDir Path folder) throws Exception {
    Path vault = Files.createDirectories(folder.resolve("travail/pli"));
    assertEquals(List.of(), Place.of(vault));
    Files.createDirectory(folder.resolve("travail/.stfolder"));
    assertEquals(List.of(Place.SYNCHRONISED), Place.of(vault));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nfs", "nfs4", "cifs", "smb3", "SMBFS", "fuse.sshfs", "9p"})
  void V106_networkFileSystemsAreRecognised(String type) {
    assertTrue(Place.isNetwork(type));
    assertFalse(Place.isNetwork("ext4"));
  }
}
