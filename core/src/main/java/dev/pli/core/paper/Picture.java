package dev.pli.core.paper;

import dev.pli.crypto.primitive.Bytes;

/// A grey picture, row by row from the top left; 0 is black, 255 is white.
public record Picture(int width, int height, Bytes luminance) {
  /// 4K: larger than any camera of a computer, and what a decoder may be asked to look at.
  public static final int MAX_SIDE = 4_096;

  public Picture {
    if (width < 1 || width > MAX_SIDE || height < 1 || height > MAX_SIDE) {
      throw new IllegalArgumentException("a picture of " + width + " x " + height);
    }
    if (luminance.length() != width * height) {
      throw new IllegalArgumentException("a picture with " + luminance.length() + " points");
    }
  }
}
