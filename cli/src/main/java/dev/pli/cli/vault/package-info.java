/// The vault as a command meets it: where it lies, what opens it, and the office in front of it,
/// whether a node runs already or this process runs one for the command's duration.
@NullMarked
package dev.pli.cli.vault;

import org.jspecify.annotations.NullMarked;
