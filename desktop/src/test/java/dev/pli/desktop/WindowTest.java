package dev.pli.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.paint.Color;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// The window as it is shown, without a screen.
@ExtendWith(ApplicationExtension.class)
class WindowTest {
  private Stage stage;

  @Start
  void start(Stage shown) {
    stage = shown;
    Window.show(stage, Words.of(Locale.FRANCE));
  }

  @Test
  void showsTheLockScreenAndNothingElse(FxRobot robot) {
    WaitForAsyncUtils.waitForFxEvents();
    assertTrue(stage.isShowing());
    assertEquals("Pli", stage.getTitle());
    assertEquals(
        Set.of("Pli", "Verrouillé. Les plis pour vous attendent chez leurs expéditeurs."),
        texts(robot));
  }

  @Test
  void takesItsColoursFromTheStyleSheet(FxRobot robot) {
    WaitForAsyncUtils.waitForFxEvents();
    Label state = robot.lookup("#state").queryAs(Label.class);
    assertTrue(Set.of(Color.web("#545d6b"), Color.web("#a7adb8")).contains(state.getTextFill()));
  }

  private static Set<String> texts(FxRobot robot) {
    return robot.lookup(Label.class::isInstance).queryAll().stream()
        .map((Node label) -> ((Label) label).getText())
        .collect(Collectors.toSet());
  }
}
