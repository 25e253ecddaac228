/// The protocol's decisions: [Messenger] takes events and gives steps, over a [Book] that moves by
/// changes alone. One class per noun; all of them belong to the node thread.
@NullMarked
package dev.pli.core.rules;

import org.jspecify.annotations.NullMarked;
