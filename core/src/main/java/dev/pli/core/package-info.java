/// The rules: events in, steps out.
@NullMarked
package dev.pli.core;

import org.jspecify.annotations.NullMarked;
