/// AutoNAT v2: whether others can reach an address of ours, asked of who knows us, and answered to
/// who we know.
@NullMarked
package dev.pli.transport.autonat;

import org.jspecify.annotations.NullMarked;
