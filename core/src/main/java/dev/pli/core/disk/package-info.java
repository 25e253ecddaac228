/// This disk: how a file comes to be there, for its owner alone and for good.
@NullMarked
package dev.pli.core.disk;

import org.jspecify.annotations.NullMarked;
