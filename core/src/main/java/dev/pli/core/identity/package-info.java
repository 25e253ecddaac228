/// Who a person is and which device speaks for them: cards, certificates, lists, recovery words,
/// and what a handshake says about all of these.
///
/// Values and codecs: no clock, no file. docs/spec/identity.md.
@NullMarked
package dev.pli.core.identity;

import org.jspecify.annotations.NullMarked;
