extension Model {
  /// `left (3), right (2)`: what it takes.
  package var inputsText: String {
    inputs.map { "\($0.name) \($0.shapeText)" }.joined(separator: ", ")
  }

  /// What can be fed to it, to begin with: `zeros`, and `left=random(seed=1) right=random(seed=1)`.
  package var exampleFeeds: [String] {
    let inputs = inputs
    guard inputs.count > 1 else { return ["zeros", "random(seed=1)"] }
    return ["zeros", inputs.map { "\($0.name)=random(seed=1)" }.joined(separator: " ")]
  }
}
