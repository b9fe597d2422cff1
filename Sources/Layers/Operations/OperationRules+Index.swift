/// All operations, by the names that Keras and TensorFlow have for them.
extension OperationRules {
  static let all =
    arithmetic + functions + comparisons + reductions + shapes + numeric + statistics + arrangement
    + networks + order + elements + matrices + normalizing + linear + spectra + images + lengths
    + bits + complex + searching + steps + frames + attention + convolutions + colors + patches
    + borders + filters + pictures + decompositions + updates + adaptivePooling + divisors
    + projections + tensorFlowOnly + crossentropies + synthesis + activations + hyperbolic + special
    + bands

  private static let byClass = index(\.keras)
  private static let byFunction = index(\.tensorFlow)

  private static func index(_ names: (OperationRule) -> [String]) -> [String: OperationRule] {
    var result: [String: OperationRule] = [:]
    for rule in all {
      for name in names(rule) { result[name] = rule }
    }
    return result
  }

  /// The operation of a class of Keras 3.
  static func keras(_ name: String) -> OperationRule? { byClass[name] }

  /// Where TensorFlow keeps functions that mean what their last word says; `image.transpose` does
  /// not.
  private static let modules: Set<String> = [
    "", "math", "nn", "linalg", "__operators__", "compat.v1", "compat.v1.math", "compat.v1.nn",
    "keras.activations", "keras.backend", "debugging",
  ]

  /// The operation that Keras 2 calls by its path in TensorFlow: `math.add`, `__operators__.add`.
  static func tensorFlow(_ path: String) -> OperationRule? {
    if let rule = byFunction[path], path.contains(".") { return rule }
    let words = path.split(separator: ".", omittingEmptySubsequences: false)
    guard let last = words.last, modules.contains(words.dropLast().joined(separator: ".")) else {
      return nil
    }
    return byFunction[String(last)]
  }
}
