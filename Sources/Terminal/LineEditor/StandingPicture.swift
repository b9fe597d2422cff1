/// A picture right above the prompt: it is drawn anew when the window changes.
package struct StandingPicture {
  /// As it is on the screen.
  package var text: String
  /// The picture in the size that the screen has now; nil when there is nothing to draw any more.
  package let draw: () -> String?

  package init(text: String, draw: @escaping () -> String?) {
    (self.text, self.draw) = (text, draw)
  }
}
