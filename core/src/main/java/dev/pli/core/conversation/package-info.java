/// What was said, to whom, in which case file.
@NullMarked
package dev.pli.core.conversation;

import org.jspecify.annotations.NullMarked;
