/// What an interface may ask of a vault and what it hears back: the port [Office] and its values.
///
/// The values mirror the contract of the command line key by key (docs/cli.md), so the node, the
/// local socket, the terminal and the window share one vocabulary. Paths are absolute strings: this
/// package touches no file.
@NullMarked
package dev.pli.core.office;

import org.jspecify.annotations.NullMarked;
