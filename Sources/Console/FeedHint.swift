import Models
import Tensors

extension Model {
  /// What can be typed to feed it: `feed zeros, or feed random(seed=1)`.
  var feedHint: String {
    exampleFeeds.map { "feed \($0.visible)" }.joined(separator: ", or ")
  }
}
