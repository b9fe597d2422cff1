/// A picture right above the prompt: it is drawn anew when the window changes.
struct StandingPicture {
  /// As it is on the screen.
  var text: String
  /// The picture in the size that the screen has now; nil when there is nothing to draw any more.
  let draw: () -> String?
}
