/// How bytes become fields: fixed layouts, and the one text form of binary values.
@NullMarked
package dev.pli.core.layout;

import org.jspecify.annotations.NullMarked;
