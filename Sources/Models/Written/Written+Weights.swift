import Containers
import Equations
import Layers
import Tensors
import Terms

/// Whether a shape is the one that is said; words stand for the lengths that they have met first.
func fits(_ shape: Shape, _ said: [LayerDefinition.Length], _ lengths: inout [String: Int]) -> Bool
{
  guard shape.rank == said.count else { return false }
  return zip(shape.dims, said).allSatisfy { dim, length in
    switch length {
    case .open: return true
    case .number(let number): return number == dim
    case .word(let word):
      if let known = lengths[word] { return known == dim }
      lengths[word] = dim
      return true
    }
  }
}

extension Written {
  /// Takes the weights into a scope; throws where one that is declared is not there, or of another shape.
  func read(
    _ stored: LayerWeights, into scope: inout WrittenScope, _ lengths: inout [String: Int],
    _ eq: Equations
  ) throws {
    let declared = Set(definition.weights.map(\.name))
    for weight in weightsRead {
      guard let shape = eq.shape(ofWeight: weight.name) ?? imagined(weight, lengths, eq) else {
        guard declared.contains(weight.name) else { continue }
        throw missing(weight, stored)
      }
      if let said = weight.shape, !fits(shape, said, &lengths) {
        let bound = said.map { length -> String in
          guard case .word(let word) = length, let known = lengths[word] else { return length.text }
          return "\(known)"
        }
        throw WrittenError(
          "\(weight.name) is \(shape) in the file, and is said to be (\(bound.joined(separator: ", ")))",
          weight.place.at(0), length: weight.place.line.count)
      }
      scope.set(weight.name, try eq.weight(weight.name, as: Name(weight.name), shape))
    }
  }

  /// The shape of a weight of an architecture alone, where all of it is said.
  private func imagined(_ weight: LayerDefinition.Weight, _ lengths: [String: Int], _ eq: Equations)
    -> Shape?
  {
    guard eq.imaginesWeights, let said = weight.shape else { return nil }
    let dims = said.compactMap { length -> Int? in
      switch length {
      case .number(let number): number
      case .word(let word): lengths[word]
      case .open: nil
      }
    }
    return dims.count == said.count ? Shape(dims) : nil
  }

  private func missing(_ weight: LayerDefinition.Weight, _ stored: LayerWeights) -> WrittenError {
    let what =
      switch weight.array {
      case .place(let place): "array \(place)"
      case .name(let name): "array \(name.onOneLine)"
      }
    let there = stored.unread.enumerated().compactMap { index, name in
      stored.shapes[name].map { "\(index) \(LayerWeights.shortName(name)) \($0)" }
    }
    return WrittenError(
      "the file has no \(what) for this layer", weight.place.at(0),
      length: weight.place.line.count,
      hint: there.isEmpty ? "It has none." : "It has \(there.joined(separator: ", ")).")
  }
}

extension LayerDefinition {
  /// That an output is the same for every sample.
  func sharedOutput(_ name: String) -> WrittenError {
    guard let equation = equations.last(where: { $0.name == name }) ?? equations.last else {
      return WrittenError(plain: "nothing gives \(name)")
    }
    return WrittenError(
      "\(name) does not depend on the layer's input, and would be the same for every sample",
      equation.place, length: equation.text.count)
  }
}
