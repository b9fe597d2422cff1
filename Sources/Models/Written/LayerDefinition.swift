/// What a person says that a layer computes: its equations in the order of computing.
package struct LayerDefinition: Sendable, Equatable {
  /// What it is of: a layer by its name or path, a class, a function of a layer (`dense.activation`), or a function by
  /// its name.
  package let subject: String
  /// The file that it stands in; nil where it was typed.
  package var file: String?
  var weights: [Weight] = []
  var states: [State] = []
  var equations: [Equation] = []
  /// What it gives; empty: the result of the last equation.
  var outputs: [Output] = []
  /// Whether the mask of its input goes on with its output.
  var keepsMask = false

  init(_ subject: String, file: String? = nil) { (self.subject, self.file) = (subject, file) }

  /// `e = tanh(x @ W)`.
  struct Equation: Sendable, Equatable {
    let name: String
    let text: String
    var note = ""
    let place: WrittenPlace
  }

  /// `weight W = kernel (8, units)`: an array of the layer, by its place among them or its name in the file.
  struct Weight: Sendable, Equatable {
    let name: String
    let array: Array
    /// nil where any shape will do.
    let shape: [Length]?
    var isFrozen = false
    let place: WrittenPlace

    enum Array: Sendable, Equatable {
      case place(Int)
      case name(String)
    }
  }

  /// `state h (units)`: what a cell carries from timestep to timestep.
  struct State: Sendable, Equatable {
    let name: String
    let units: Length
    let place: WrittenPlace
  }

  /// `output y (None, units)`.
  struct Output: Sendable, Equatable {
    /// nil: the result of the last equation.
    let name: String?
    let shape: [Length]?
    let place: WrittenPlace
  }

  /// A length of a shape: a number, open, or a word that stands for the same length wherever it stands.
  enum Length: Sendable, Equatable {
    case number(Int)
    case open
    case word(String)

    var text: String {
      switch self {
      case .number(let number): "\(number)"
      case .open: "None"
      case .word(let word): word
      }
    }
  }

  /// Whether it is an equation alone, as it is typed on one line.
  package var isOneLine: Bool {
    equations.count == 1 && weights.isEmpty && states.isEmpty && outputs.isEmpty && !keepsMask
  }

  /// How many equations it has.
  package var equationCount: Int { equations.count }

  /// `x / 127.5 - 1`: the right side of its last equation.
  package var formula: String { equations.last?.text ?? "" }
}

/// Where something was written, for messages.
struct WrittenPlace: Sendable, Equatable {
  /// The whole line as it was written.
  let line: String
  /// `my.eq:3`; nil of what was typed.
  let file: String?
  /// Where what is spoken of begins in the line, in characters.
  var column = 0

  /// The line from another column on.
  func at(_ column: Int) -> WrittenPlace { WrittenPlace(line: line, file: file, column: column) }
}
