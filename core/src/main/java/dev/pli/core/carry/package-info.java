/// Plis carried by hand: the keys they are sealed to, and the file that holds them, record by
/// record. Opens no file. docs/spec/carry.md.
@NullMarked
package dev.pli.core.carry;

import org.jspecify.annotations.NullMarked;
