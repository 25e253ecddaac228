/// What can be shown to a third person: key epochs, the proof agreement, offers and receipts.
///
/// Pure: no clock, no file; the time of a verification is an argument. The statements of sealed
/// mode, the transcript and the export stand beside these. docs/spec/evidence.md.
@NullMarked
package dev.pli.core.evidence;

import org.jspecify.annotations.NullMarked;
