package dev.pli.docs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Plays every story of `src/test/resources/stories` against the command line.
class StoriesTest {
  static List<String> stories() {
    return Checkout.files(".story").stream().map(Checkout::name).toList();
  }

  @ParameterizedTest
  @MethodSource("stories")
  void happensAsItIsTold(String file, @TempDir Path folder)
      throws IOException, InterruptedException {
    var story = Story.parse(Checkout.text(file));
    new Stage(folder, story.language()).play(story);
  }
}
