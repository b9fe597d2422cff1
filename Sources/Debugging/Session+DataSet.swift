import Models
import Tensors

/// Inputs that come from a data set, one sample at a time.
extension Session {
  /// A data set that is fed one sample at a time.
  package struct DataSet: Sendable {
    /// The file that it was read from, or the expression that gave it.
    package let path: String
    package let feed: Feed
    /// What the outputs are to be, by their numbers, of all samples; empty where the file says nothing of it.
    package let targets: [Int: Tensor]
    /// What samples weigh, by output.
    package let weights: [Int: Tensor]

    package var isFile: Bool {
      path.contains("/") || path.contains(".") && !path.contains(where: { "[(".contains($0) })
    }

    /// The file's name.
    package var name: String {
      isFile ? path.split(separator: "/").last.map(String.init) ?? path : "what is given"
    }

    package init(
      path: String, feed: Feed, targets: [Int: Tensor] = [:], weights: [Int: Tensor] = [:]
    ) {
      (self.path, self.feed, self.targets, self.weights) = (path, feed, targets, weights)
    }

    /// Reads a file of inputs, and of targets and weights where it has them; or an expression of inputs.
    package init(readingFile path: String, for model: Model) throws {
      let arrays = try Feed.arrays(inFile: path) ?? []
      self.init(
        path: path, feed: try Feed.read(path, for: model),
        targets: Aim.targets(among: arrays, of: model),
        weights: Aim.weights(among: arrays, of: model))
    }
  }

  /// Opens a data set and feeds its first sample.
  package func open(_ data: DataSet) throws {
    let before = self.data
    self.data = data
    do {
      // A model that keeps states for several samples at once is fed as many.
      if let size = model.statefulBatch, let batch = data.feed.first(size) {
        try feed(batch)
      } else {
        try feedSample(0)
      }
    } catch {
      self.data = before
      throw error
    }
  }

  /// Feeds one sample of the data set.
  package func feedSample(_ index: Int) throws {
    guard let data, let one = data.feed.sample(index) else { return }
    try feed(one)
    dataRow = index
  }
}
