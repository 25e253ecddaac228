package dev.pli.core.paper;

import com.google.zxing.LuminanceSource;
import org.jspecify.annotations.Nullable;

/// A [Picture] as ZXing reads it.
final class PictureSource extends LuminanceSource {
  private final byte[] points;

  PictureSource(Picture picture) {
    super(picture.width(), picture.height());
    this.points = picture.luminance().toArray();
  }

  @Override
  public byte[] getRow(int y, byte @Nullable [] row) {
    byte[] filled = row == null || row.length < getWidth() ? new byte[getWidth()] : row;
    System.arraycopy(points, y * getWidth(), filled, 0, getWidth());
    return filled;
  }

  @Override
  public byte[] getMatrix() {
    return points;
  }
}
