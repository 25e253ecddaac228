package dev.pli.crypto.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.TestJson;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Hash;
import dev.pli.crypto.primitive.Padding;
import dev.pli.crypto.primitive.Secret;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Replays the published SV9 and SV10 from their own values alone.
class SealVectorsTest {
  @Test
  void padmeRaisesToTheNextFixedPoint() {
    List<TestJson.Node> fixed = TestJson.published("SV9-padme.json").at("fixed_points").list();
    long length = 0;
    for (TestJson.Node point : fixed) {
      for (; length <= point.number(); length++) {
        assertEquals(point.number(), Padding.padme(length));
      }
    }
    assertEquals((1 << 20) + 1, length);
  }

  @Test
  void aPliSealedWhole() throws Exception {
    TestJson.Node pli = TestJson.published("SV10-blobs.json");
    ContentKey key = ContentKey.of(hex(pli, "pid"), Secret.copyOf(hex(pli, "k")));
    assertEquals(hex(pli, "kc"), key.commitment());
    Manifest manifest = Manifest.parse(Bytes.utf8(pli.at("manifest").text()), key.pid());
    assertEquals(hex(pli, "root"), manifest.root());
    assertEquals(
        manifest,
        Manifest.open(key.blobKey(Manifest.BLOB), hex(pli, "sealed_manifest"), key.pid()));
    for (int i = 0; i < manifest.parts().size(); i++) {
      assertEquals(
          Bytes.hex(pli.at("leaves").list().get(i).text()), manifest.parts().get(i).leaf());
    }
    var commitments = new ArrayList<Bytes>();
    for (TestJson.Node blob : pli.at("blobs").list()) {
      requireBlob(pli, key, blob);
      commitments.add(hex(blob, "ct_i"));
    }
    assertEquals(hex(pli, "ct"), Commitment.ct(commitments));
  }

  private static void requireBlob(TestJson.Node pli, ContentKey key, TestJson.Node blob)
      throws Exception {
    int index = blob.at("index").number();
    assertEquals(hex(blob, "bk"), key.blobKey(index).reveal());
    Bytes content =
        index == Manifest.BLOB
            ? Bytes.utf8(pli.at("manifest").text())
            : SealVectors.content(pli.at("sizes").list().get(index - 1).number());
    Blob sealed = Blob.seal(key.blobKey(index), content);
    assertEquals(blob.at("sealed_length").number(), sealed.bytes().length());
    assertEquals(hex(blob, "sealed_sha256"), Hash.sha256(sealed.bytes()));
    assertEquals(hex(blob, "content_sha256"), Hash.sha256(content));
    SegmentDigests digests =
        SegmentDigests.parse(
            hex(blob, "segment_digests"), sealed.bytes().length(), hex(blob, "ct_i"));
    // As after a resume: the last segment alone is checked against the list.
    int last = digests.segments() - 1;
    ByteBuffer segment = sealed.segment(last);
    digests.check(last, segment);
    assertEquals(content, sealed.open(key.blobKey(index), content.length()));
  }

  @Test
  void refusesEachNegativeByItsCode() {
    for (TestJson.Node node : TestJson.published("SV11-negative-blobs.json").at("cases").list()) {
      var rejection =
          assertThrows(
              RejectedException.class, () -> NegativeBlobs.replay(node), () -> node.toString());
      assertTrue(rejection.rule().name().startsWith(node.at("code").text()), node.toString());
    }
  }

  private static Bytes hex(TestJson.Node node, String name) {
    return Bytes.hex(node.at(name).text());
  }
}
