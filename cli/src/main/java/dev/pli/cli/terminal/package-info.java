/// The person's side: what is printed, what is asked, how long work is shown.
@NullMarked
package dev.pli.cli.terminal;

import org.jspecify.annotations.NullMarked;
