/// A screen of ours that a line is edited in: it is drawn anew when the window changes, and given up
/// while the program is stopped.
package struct Surroundings {
  /// Rows that the line, and what is listed below it, may take.
  package let rows: () -> Int
  /// Draws all of it, and leaves the cursor where the line begins.
  package let draw: () -> Void
  /// Gives the terminal back for a while.
  package let pause: () -> Void

  package init(
    rows: @escaping () -> Int, draw: @escaping () -> Void, pause: @escaping () -> Void
  ) {
    (self.rows, self.draw, self.pause) = (rows, draw, pause)
  }
}
