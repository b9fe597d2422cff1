import Equations
import Terms

/// One branch's weights in both, or each branch's in the other (K6): layers of one class and of one size, side by side or one
/// behind the other.
struct WeightsOfAnotherLayer: Mistake {
  let isOfPredictionsAlone = true

  /// So many pairs of layers are tried.
  private static let most = 12

  func slips(in anatomy: Anatomy) -> [Slip] {
    guard anatomy.program.loss == nil else { return [] }
    let frames = anatomy.calls.filter { !$0.weights.isEmpty }
    let pairs = frames.indices.flatMap { index in
      frames[(index + 1)...].filter { areAlike(frames[index], $0) }.map { (frames[index], $0) }
    }
    return pairs.prefix(WeightsOfAnotherLayer.most).flatMap { first, second in
      let own = anatomy.sources(of: first)
      let other = anatomy.sources(of: second)
      let inSecond = Revision.weights(of: second.path, from: own)
      let inFirst = Revision.weights(of: first.path, from: other)
      let words = "\(first.path) and \(second.path)"
      return [
        Slip(
          .possible("K6").unpaired, "the weights of \(first.path) in \(second.path) too", inSecond),
        Slip(
          .possible("K6").unpaired, "the weights of \(second.path) in \(first.path) too", inFirst),
        Slip(
          .possible("K6").unpaired, "\(words) each with the weights of the other",
          inFirst + inSecond),
      ]
    }
  }

  private func areAlike(_ first: Frame, _ second: Frame) -> Bool {
    first.kind == second.kind && first.path != second.path
      && first.weights.map(\.shape) == second.weights.map(\.shape)
      && first.weights.map(\.id) != second.weights.map(\.id)
      && !first.path.contains("/") && !second.path.contains("/")
  }
}

extension Anatomy {
  /// What the weights of a call are read from, by their names.
  fileprivate func sources(of frame: Frame) -> [String: any WeightSource] {
    var found: [String: any WeightSource] = [:]
    for weight in frame.weights {
      let id = program.aliases[weight.id] ?? weight.id
      found[weight.name.ascii] = program.weights.first { $0.value == id }?.source
    }
    return found
  }
}

extension Revision {
  /// Other arrays in the place of a call's weights, by their names.
  fileprivate static func weights(
    of path: String, from sources: [String: any WeightSource]
  ) -> Revision {
    .equation { draft in
      guard draft.path == path || draft.path.hasPrefix(path + "/") else { return nil }
      var isChanged = false
      let changed = draft.term.replacing { part in
        guard let value = part.value, value.role == .weight,
          let source = sources[value.name.ascii], source.shape == value.shape
        else { return nil }
        isChanged = true
        return draft.equations.kept(
          Name(value.name.ascii + "_other", value.name.unicode + "*"), source, value.dtype)
      }
      return isChanged ? changed : nil
    }
  }
}
