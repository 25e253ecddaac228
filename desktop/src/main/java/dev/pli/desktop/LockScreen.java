package dev.pli.desktop;

import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/// What is seen while the vault is locked: the name, and what it means for those who write.
final class LockScreen {
  /// Between the name and the line below, as everywhere between sheets.
  private static final double GAP = 12;

  private LockScreen() {}

  static Parent locked(Words words) {
    var screen = new VBox(GAP, label("name", words.text("title")), state(words));
    screen.setId("lock");
    screen.setAlignment(Pos.CENTER);
    return screen;
  }

  private static Label state(Words words) {
    Label state = label("state", words.text("lock.locked"));
    state.setWrapText(true);
    return state;
  }

  private static Label label(String id, String text) {
    var label = new Label(text);
    label.setId(id);
    return label;
  }
}
