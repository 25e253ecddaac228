/// Measures whole nodes against what they stand beside, and prints one table of ratios.
///
/// Each question is a class; its two sides are measured in turn, in the same run, so that only the
/// machine's load at that minute is in both. Microbenchmarks are in `micro`.
@NullMarked
package dev.pli.bench;

import org.jspecify.annotations.NullMarked;
