/// Hole punching: how a relayed link becomes a direct one through two NATs.
@NullMarked
package dev.pli.transport.dcutr;

import org.jspecify.annotations.NullMarked;
