import Equations
import Tensors
import Terms

/// What mistakes with windows share: convolutions and pooling.
extension Anatomy {
  /// The calls of layers with a kernel that goes over places.
  var convolutions: [Frame] {
    calls.filter { $0.kind.contains("Conv") && !$0.kind.contains("LSTM") }
  }

  /// The calls of layers that pool windows.
  var poolings: [Frame] {
    calls.filter { $0.kind.hasPrefix("MaxPooling") || $0.kind.hasPrefix("AveragePooling") }
  }

  /// A mistake with the kernels of convolutions; `change` gets a kernel (…window, …) and how many axes its window has.
  func inKernels(
    _ name: MistakeName, _ title: String,
    _ change: @escaping @Sendable (_ kernel: Term, _ rank: Int) -> Term?
  ) -> [Slip] {
    inEach(calls.filter { $0.kind.contains("Conv") }) { frames in
      let paths = frames.map(\.path)
      return Slip(
        name, title,
        .equation { draft in
          paths.contains(draft.path) ? draft.term.mappingKernels(change) : nil
        })
    }
  }
}

extension Term {
  /// The term with other ones for what ops of a kind give; nil where it has none that changes.
  func mapping<Kind: Op>(
    _ kind: Kind.Type, _ change: (_ op: Kind, _ operands: [Term]) -> Term?
  ) -> Term? {
    var isChanged = false
    let changed = replacing { part in
      guard case .apply(let op, let operands) = part, let own = op as? Kind,
        let other = change(own, operands)
      else { return nil }
      isChanged = true
      return other
    }
    return isChanged ? changed : nil
  }

  /// The term with other kernels in its convolutions; nil where it has none that changes.
  fileprivate func mappingKernels(_ change: (Term, Int) -> Term?) -> Term? {
    func changed<Kind: Op>(_ op: Kind, _ operands: [Term], _ rank: Int) -> Term? {
      guard operands.count == 2, let kernel = change(operands[1], rank) else { return nil }
      return .apply(op, [operands[0], kernel])
    }
    return mapping(Convolve.self) { changed($0, $1, $0.rank) }
      ?? mapping(DepthwiseConvolve.self) { changed($0, $1, $0.rank) }
      ?? mapping(ConvolveTranspose.self) { changed($0, $1, $0.rank) }
  }

  /// A kernel whose window is read from its end along every axis: turned by 180°.
  func turned(rank: Int) -> Term? {
    guard shape.dims.prefix(rank).contains(where: { $0 > 1 }) else { return nil }
    return self(Slice([Slice.Index](repeating: .range(nil, nil, step: -1), count: rank)))
  }

  /// A kernel with the height and the width of its square window exchanged.
  func windowTransposed(rank: Int) -> Term? {
    guard rank == 2, shape.rank > 2, shape[0] == shape[1], shape[0] > 1 else { return nil }
    return self(Permute([1, 0] + Array(2..<shape.rank)))
  }
}
