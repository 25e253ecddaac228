/// Microbenchmarks by JMH, one class a question: `bench/run jmh -l` lists them.
@NullMarked
package dev.pli.bench.micro;

import org.jspecify.annotations.NullMarked;
