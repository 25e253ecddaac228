/// The window: the same acts and words as the command line. It is a client of the node and never
/// opens a vault itself.
@NullMarked
package dev.pli.desktop;

import org.jspecify.annotations.NullMarked;
