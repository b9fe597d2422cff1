import Containers
import Equations
import Tensors
import Terms

/// What is to be done, where several places say the same.
package enum Advice {
  /// What can be typed for a layer that cannot be computed: its equation, or its output.
  static func equation(of call: Call, _ eq: Equations) -> String {
    guard !call.inputs.contains(where: { $0.term.value?.dtype == .string }) else {
      return "Give its output, the places of the words: feed … \(eq.path)=[2, 3, 4], or a file."
    }
    let weights = call.weights
    return equation(
      eq.path, inputs: call.inputs.count,
      ranks: weights.unread.map { weights.own[$0]?.shape.rank ?? 0 })
  }

  /// The same for the layer at a path, of so many inputs, and of weights of so many axes each.
  package static func equation(_ path: String, inputs: Int, ranks: [Int]) -> String {
    let names = inputs < 2 ? ["x"] : (0..<inputs).map { "x\($0)" }
    let weights = ranks.indices.map { "w\($0)" }
    let own =
      weights.isEmpty ? "" : " and its weight\(weights.count == 1 ? "" : "s") \(weights.listed)"
    var example = names.prefix(2).joined(separator: " + ")
    if let rank = ranks.first { example = "\(names[0]) \(rank > 1 ? "@" : "*") w0" }
    if ranks.isEmpty, inputs < 2 { example += " * 2" }
    return
      "Type what it computes of its input\(names.count == 1 ? "" : "s") \(names.listed)\(own), "
      + "as in layer \(path) = \(example); or give its output: feed … \(path)=FILE."
  }

  /// What can be typed for a function of the author's own.
  package static func function(_ place: String) -> String {
    "Type what it computes of z, as in layer \(place) = z * sigmoid(z)."
  }

  /// About what is not as Keras is known to write it.
  package static let gap =
    "Keras is not known to write it so: the file was changed or damaged, or it is a gap in "
    + "kerastep, which is worth a report if Keras opens the file."
}
