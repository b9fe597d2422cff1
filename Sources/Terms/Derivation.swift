import Tensors

/// How one element of an op's result comes from elements of its operands.
///
/// Every op gives one for every element, so that any number of any layer can be taken apart.
package enum Derivation: Sendable, Equatable {
  /// An element of an operand: which operand, and which of its elements in row-major order.
  package struct Source: Sendable, Hashable {
    package let operand, element: Int
    /// Of which sample; nil of the one that is asked about.
    package let sample: Int?

    package init(_ operand: Int, _ element: Int, sample: Int? = nil) {
      self.operand = operand
      self.element = element
      self.sample = sample
    }
  }

  /// One term of a sum: `± a·b·…`.
  package struct Product: Sendable, Equatable {
    package let factors: [Source]
    package let isNegative: Bool

    package init(_ factors: [Source], isNegative: Bool = false) {
      self.factors = factors
      self.isNegative = isNegative
    }
  }

  /// `a·b + c − …`: `+`, `−` and `⊙`.
  case sum([Product])
  /// `(Σ a·b)/n` over a running index: matrix products, sums and means.
  case series([Product], divisor: Double = 1)
  /// One element, unchanged.
  case copy(Source)
  /// The op itself applied to one element of each operand.
  case function([Source])
  /// The op itself applied to elements of its one operand, of which one decides: the largest of a
  /// row, the first that is true; nil where none stands out.
  case choice([Source], decisive: Int?)
  /// `condition ? yes : no`.
  case either(condition: Source, yes: Source, no: Source)
  /// An element of a table, found by an index; no entry where the index is outside the table.
  case lookup(entry: Source?, index: Source)
  /// The how manieth of a row that the op turns into a row, as softmax does.
  case row([Source], own: Int)
}

/// The operands that a derivation is asked for: their shapes, and their numbers where they decide.
package struct Elements {
  package let operands: [TensorType]
  package let result: TensorType
  /// How many samples there are.
  private let samples: Int
  private let read: (Derivation.Source) throws -> Double

  package init(
    _ operands: [TensorType], _ result: TensorType, samples: Int = 1,
    _ read: @escaping (Derivation.Source) throws -> Double
  ) {
    self.operands = operands
    self.result = result
    self.samples = samples
    self.read = read
  }

  /// Whose elements an op looks at: those of all samples, or of the one that is asked about.
  func samples(_ all: Bool) -> [Int?] { all && samples > 1 ? Array(0..<samples) : [nil] }

  package func number(_ source: Derivation.Source) throws -> Double { try read(source) }

  /// The element of an operand that NumPy's rule puts at an element of the result.
  func broadcast(_ operand: Int, to element: Int) -> Derivation.Source {
    Derivation.Source(
      operand, operands[operand].shape.element(broadcastTo: element, of: result.shape))
  }
}
