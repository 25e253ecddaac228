/// The commands of docs/cli.md, a class each: what picocli reads, what is asked of the office, what
/// is said.
@NullMarked
package dev.pli.cli.command;

import org.jspecify.annotations.NullMarked;
