/// How two people become correspondents: the invitation, the words they compare, what is known of
/// the other.
///
/// Values and codecs: no clock, no file. docs/spec/invitation.md.
@NullMarked
package dev.pli.core.contact;

import org.jspecify.annotations.NullMarked;
