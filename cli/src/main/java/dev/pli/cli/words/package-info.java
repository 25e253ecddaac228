/// What a person reads: sentences, dates, sizes, states, in French and in English.
@NullMarked
package dev.pli.cli.words;

import org.jspecify.annotations.NullMarked;
