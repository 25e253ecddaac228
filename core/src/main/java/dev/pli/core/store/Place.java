package dev.pli.core.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Where a vault should not lie: what copies files elsewhere, or another machine's disk.
/// docs/spec/vault.md V106.
public enum Place {
  /// A folder that a program copies to other machines.
  SYNCHRONISED,
  /// A file system that another machine serves.
  NETWORK;

  /// Names that the programs give their folders, at the start of a path's element.
  private static final Pattern SYNCHRONISED_NAME =
      Pattern.compile(
          "(onedrive|dropbox|google ?drive|googledrive|my drive|mon drive|nextcloud|owncloud|"
              + "icloud ?drive|icloud|com~apple~clouddocs|mobile documents|cloudstorage|"
              + "box( sync)?$|pcloud|pclouddrive|mega$|megasync|kdrive|proton ?drive|tresorit|"
              + "seafile|syncthing|hubic|yandex\\.disk|cozy ?drive).*");

  /// What such a program leaves in a folder that it copies.
  private static final List<String> SYNCHRONISED_SIGNS =
      List.of(".stfolder", ".dropbox", ".dropbox.cache", ".owncloudsync.log", ".sync");

  private static final Set<String> NETWORK_TYPES =
      Set.of(
          "nfs",
          "nfs4",
          "cifs",
          "smb",
          "smb2",
          "smb3",
          "smbfs",
          "afpfs",
          "webdav",
          "davfs",
          "fuse.davfs2",
          "fuse.sshfs",
          "fuse.rclone",
          "9p",
          "ncpfs",
          "glusterfs",
          "ceph");

  /// What is wrong with this place; empty when nothing is.
  public static List<Place> of(Path folder) throws IOException {
    var places = new ArrayList<Place>();
    if (isSynchronised(folder.toAbsolutePath())) {
      places.add(SYNCHRONISED);
    }
    if (isNetwork(Files.getFileStore(folder).type())) {
      places.add(NETWORK);
    }
    return places;
  }

  static boolean isSynchronised(Path folder) {
    for (Path at = folder; at != null && at.getFileName() != null; at = at.getParent()) {
      String name = at.getFileName().toString().toLowerCase(Locale.ROOT);
      if (SYNCHRONISED_NAME.matcher(name).matches() || hasSign(at)) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasSign(Path folder) {
    return SYNCHRONISED_SIGNS.stream().anyMatch(sign -> Files.exists(folder.resolve(sign)));
  }

  static boolean isNetwork(String type) {
    return NETWORK_TYPES.contains(type.toLowerCase(Locale.ROOT));
  }
}
