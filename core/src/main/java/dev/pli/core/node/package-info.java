/// The one thread that runs the rules, what it needs from below and what it offers above.
@NullMarked
package dev.pli.core.node;

import org.jspecify.annotations.NullMarked;
