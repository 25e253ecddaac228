/// What every command has before it: its [dev.pli.cli.desk.Desk], made once from the global options
/// and the surroundings.
@NullMarked
package dev.pli.cli.desk;

import org.jspecify.annotations.NullMarked;
