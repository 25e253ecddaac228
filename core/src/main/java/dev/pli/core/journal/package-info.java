/// What was done in this vault: chained, pseudonymous entries.
@NullMarked
package dev.pli.core.journal;

import org.jspecify.annotations.NullMarked;
