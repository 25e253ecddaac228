/// `pli`: the command line. [Main] picks the parts and wires them by hand; [Program] reads the
/// line, runs one command of `dev.pli.cli.command` and ends with its exit code. docs/cli.md.
@NullMarked
package dev.pli.cli;

import org.jspecify.annotations.NullMarked;
