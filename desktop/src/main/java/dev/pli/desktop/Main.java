package dev.pli.desktop;

import javafx.application.Application;

/// Starts the window. No [Application] itself: Java refuses to start one from the class path.
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    Application.launch(Window.class, arguments);
  }
}
