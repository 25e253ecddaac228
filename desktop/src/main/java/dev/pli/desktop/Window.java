package dev.pli.desktop;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import atlantafx.base.theme.Theme;
import java.util.Locale;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.stage.Stage;

/// The one window of Pli. It shows the lock screen and nothing behind it yet.
///
/// JavaFX thread only.
public final class Window extends Application {
  private static final double MIN_WIDTH = 1024;
  private static final double MIN_HEIGHT = 700;

  @Override
  public void start(Stage stage) {
    show(stage, Words.of(Locale.getDefault(Locale.Category.DISPLAY)));
  }

  static void show(Stage stage, Words words) {
    boolean isDark = Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
    Theme theme = isDark ? new PrimerDark() : new PrimerLight();
    setUserAgentStylesheet(theme.getUserAgentStylesheet());
    stage.setScene(scene(LockScreen.locked(words), isDark));
    stage.setTitle(words.text("title"));
    stage.setMinWidth(MIN_WIDTH);
    stage.setMinHeight(MIN_HEIGHT);
    stage.show();
  }

  private static Scene scene(Parent root, boolean isDark) {
    root.getStyleClass().add(isDark ? "dark" : "light");
    var scene = new Scene(root, MIN_WIDTH, MIN_HEIGHT);
    scene.getStylesheets().add("/dev/pli/desktop/pli.css");
    return scene;
  }
}
