/// One fixed implementation of each primitive, and the only place that sees key bytes.
///
/// Which provider serves which primitive was measured: docs/decisions/0002.
@NullMarked
package dev.pli.crypto.primitive;

import org.jspecify.annotations.NullMarked;
