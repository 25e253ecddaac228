/// `pli demo`: the main job between two vaults and two processes of this machine, told as a story.
@NullMarked
package dev.pli.cli.demo;

import org.jspecify.annotations.NullMarked;
