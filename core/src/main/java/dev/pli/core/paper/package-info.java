/// What is printed or shown to a camera: values in, a picture out; opens no file.
///
/// The one package that sees ZXing.
@NullMarked
package dev.pli.core.paper;

import org.jspecify.annotations.NullMarked;
