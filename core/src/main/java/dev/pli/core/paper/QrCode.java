package dev.pli.core.paper;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.EncodeHintType;
import com.google.zxing.ReaderException;
import com.google.zxing.WriterException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// A QR code of level M as a square of dark and light modules, without the light margin of four
/// modules that whoever draws it adds.
///
/// Immutable. ISO/IEC 18004.
public final class QrCode {
  /// Modules of light around the code that a reader needs.
  public static final int MARGIN = 4;

  private final int size;
  private final BitSet dark;

  private QrCode(int size, BitSet dark) {
    this.size = size;
    this.dark = dark;
  }

  /// The code of `text`: a link, a verification code, recovery words.
  public static QrCode of(String text) {
    try {
      ByteMatrix matrix = Encoder.encode(text, ErrorCorrectionLevel.M, hints(text)).getMatrix();
      var dark = new BitSet();
      int size = matrix.getWidth();
      for (int y = 0; y < size; y++) {
        for (int x = 0; x < size; x++) {
          dark.set(y * size + x, matrix.get(x, y) == 1);
        }
      }
      return new QrCode(size, dark);
    } catch (WriterException e) {
      throw new IllegalArgumentException("a text too long for a QR code", e);
    }
  }

  /// Readers take bytes for Latin-1 unless told otherwise, so only other letters need the mark.
  private static Map<EncodeHintType, Object> hints(String text) {
    var hints = new EnumMap<EncodeHintType, Object>(EncodeHintType.class);
    if (!StandardCharsets.US_ASCII.newEncoder().canEncode(text)) {
      hints.put(EncodeHintType.CHARACTER_SET, StandardCharsets.UTF_8.name());
    }
    return hints;
  }

  /// The text of the one code in a picture; empty when none is found.
  public static Optional<String> read(Picture picture) {
    var bitmap = new BinaryBitmap(new HybridBinarizer(new PictureSource(picture)));
    Map<DecodeHintType, Object> hints = new EnumMap<>(DecodeHintType.class);
    hints.put(DecodeHintType.TRY_HARDER, true);
    try {
      return Optional.of(new QRCodeReader().decode(bitmap, hints).getText());
    } catch (ReaderException e) {
      return Optional.empty();
    }
  }

  /// Modules of one side.
  public int size() {
    return size;
  }

  /// The module in column `x` of row `y`; light outside the square.
  public boolean isDark(int x, int y) {
    return x >= 0 && x < size && y >= 0 && y < size && dark.get(y * size + x);
  }
}
