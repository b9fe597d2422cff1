import Tensors

extension Term {
  /// The shape of one sample; that of a term that does not fit is `()`.
  package var shape: Shape { (try? type().shape) ?? .scalar }

  /// What the term's value is; throws the first place that does not fit.
  package func type() throws(TermMisfit) -> TensorType {
    try type(at: [])
  }

  private func type(at path: [Int]) throws(TermMisfit) -> TensorType {
    switch self {
    case .value(let value): return value.type
    case .number: return TensorType(.scalar, .float32)
    case .named(let function, let operands):
      for (index, operand) in operands.enumerated() { _ = try operand.type(at: path + [index]) }
      do {
        return try function.definition(operands).type(at: [])
      } catch {
        throw TermMisfit(path: path, misfit: error.misfit)
      }
    case .apply(let op, let operands):
      var types: [TensorType] = []
      for (index, operand) in operands.enumerated() {
        types.append(try operand.type(at: path + [index]))
      }
      do {
        return try op.resultType(of: Term.adapting(operands, types))
      } catch {
        throw TermMisfit(path: path, misfit: error)
      }
    }
  }

  /// A plain number takes the format of what it stands beside, as in Python.
  package static func adapting(_ operands: [Term], _ types: [TensorType]) -> [TensorType] {
    guard operands.contains(where: \.isNumber) else { return types }
    let numbers: [Double?] = operands.map {
      if case .number(let number) = $0 { number } else { nil }
    }
    return adapting(numbers, types)
  }

  /// The same for operands that are plain numbers, or nil where they are something else.
  package static func adapting(_ numbers: [Double?], _ types: [TensorType]) -> [TensorType] {
    let formats = zip(numbers, types).compactMap { $0 == nil ? $1.dtype : nil }
    guard let first = formats.first, !formats.contains(.string) else { return types }
    let format = formats.dropFirst().reduce(first) { $0.promoted(with: $1) }
    return zip(numbers, types).map { number, type in
      guard let number else { return type }
      let fits = format.isFloat || number == number.rounded()
      return TensorType(.scalar, fits && format != .bool ? format : .float32)
    }
  }
}

/// A place in a term where operands do not fit.
package struct TermMisfit: Error, Sendable, Equatable {
  /// The way down from the outermost op: which operand, of which operand, ….
  package let path: [Int]
  package let misfit: Misfit

  package init(path: [Int], misfit: Misfit) {
    self.path = path
    self.misfit = misfit
  }
}
