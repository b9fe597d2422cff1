import Models
import Terminal

extension Model {
  /// What can be typed to feed it: `feed [0, 1], or feed zeros`.
  package var feedHint: String {
    exampleFeeds.map { "feed \($0.visible)" }.joined(separator: ", or ")
  }
}
