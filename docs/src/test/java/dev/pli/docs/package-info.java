/// Holds the documents to what is there: links, decisions, words, commands, rules, and stories that
/// run.
@NullMarked
package dev.pli.docs;

import org.jspecify.annotations.NullMarked;
