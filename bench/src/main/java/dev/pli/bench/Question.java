package dev.pli.bench;

import java.io.IOException;
import java.util.List;

/// One thing that is measured beside another.
interface Question {
  /// Its lines of the table.
  List<Line> answer() throws IOException, InterruptedException;
}
