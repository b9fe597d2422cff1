import TestSupport

/// Lines as people type them at the prompt, most of them damaged: the same seed gives the same line.
package struct LineMutation {
  private var generator: Chance
  private let commands: [String]

  /// `commands` are the words that a line may begin with.
  package init(seed: UInt64, commands: [String]) {
    generator = Chance(seed: seed)
    self.commands = commands
  }

  /// A line: noise, a damaged expression, or one that is built by the grammar, often behind a
  /// command.
  package mutating func line() -> String {
    let text: String
    switch below(8) {
    case 0: text = noise()
    case 1, 2: text = expression(depth: below(5))
    case 3: text = damaged(expression(depth: below(4)), below(4))
    default: text = damaged(any(Self.seeds), below(3))
    }
    switch below(8) {
    case 0: return "\(any(commands)) \(text)"
    case 1: return below(2) == 0 ? any(commands) : "\(any(commands)) \(below(20))"
    case 2: return "\(any(["p", "stats", "whatis", "plot", "plot hist", "plot -l"])) \(text)"
    case 3: return "let \(any(["y", "z_f"] + Self.names)) = \(text)"
    case 4: return "check \(text) == \(expression(depth: 1))"
    default: return text
    }
  }

  // MARK: Parts

  /// What people type on a bundled model with an LSTM.
  private static let seeds = [
    "x @ W + b", "arange(24).reshape(4,3,2)[0]", "σ(z[0:8]) ⊙ C₋₁ − h", "lstm@2.C / 3",
    "where(x > 0 and not f > 1, -x ** 2, 1e-3)", "[[0.1 -0.2] [inf nan]]", "sum(W, axis=(0, -1))",
    "np.concatenate([x, b, x], axis=-1)", "W.T[..., ::-1][None, 1:]", "f > 0 ? f : softmax(z)",
    "U[[0, 1, -1]]", "$3 + $ * 'odd name'", "float16(x).astype(int32)", "random(3, 2, seed=7)",
    "np.linalg.norm(x.reshape((2, 1)), axis=0, keepdims=True)", "z[x.shape[0]:W.shape[0]]",
    "x[x > 0]", "(f > 0) & ~(f < 1) | (f == 1)", "7 // 2 % 3", "tile(repeat(x, 2, axis=0), 3)",
    "zeros_like(f) + full((8,), 0.5)", "lstm@1", "lstm.f", "@1.f", "-a", "10", "lstm@-1.h",
    "dense.a",
    "f[3] > 0.5", "i 3", "weights lstm", "f == sigmoid(z[8:16]) atol=1e-3", "-d z_f", "lstm.z[2]",
    "if f[0] > 0.5", "/lstm/", "C[5] > 1e-3", "step 3", "-d 3 C[0]", "output[0]",
    "C[5] over t", "hist U",
  ]
  private static let names = [
    "x", "x", "W", "W", "b", "z", "z", "U", "f", "C", "h_prev", "h₋₁", "lstm", "lstm.h",
    "lstm@0.f", "dense.W", "output", "$", "$1", "y", "$z_f", "q", "input_layer", "é",
  ]
  private static let functions = [
    "sum", "mean", "max", "argmax", "any", "abs", "norm", "exp", "log", "sqrt", "sigmoid", "relu",
    "softmax", "tanh", "np.dot", "reshape", "transpose", "flatten", "squeeze", "expand_dims",
    "stack",
    "zeros", "ones", "arange", "eye", "linspace", "random", "where", "clip", "round", "tile",
    "repeat", "gelu", "len", "zeros_like", "outer", "var", "swapaxes", "isclose", "flip", "gather",
    "bool", "int8", "concatenate", "repeat_vector",
  ]
  private static let signs = [
    "+", "-", "*", "/", "//", "%", "**", "@", "·", "⊙", "<", "<=", "==", "!=", "and", "or", "&",
    "|",
  ]
  private static let numbers = [
    "0", "1", "-1", "2", "3", "8", "32", "0.5", "1e-3", "1e9", "1e308", "9007199254740992", "inf",
    "nan", "True", "None", "1_0", ".5",
  ]
  private static let pieces =
    Array("abxWE0123456789.,:;?()[]{}+-*/%@#$_='\"`!<>=&|^~\\ \t…·⊙−¬≤≥≠∧∨ᵀσ√∞₋₁éπ😀").map(
      String.init)
    + [
      "\u{0}", "\u{301}", "\u{202E}", "\u{1B}[31m", "\r", "\n", "**", "...", "axis=", "sum(", "np.",
    ]

  private mutating func noise() -> String {
    (0..<below(40)).map { _ in any(Self.pieces) }.joined()
  }

  /// An expression by the grammar; its shapes seldom fit.
  private mutating func expression(depth: Int) -> String {
    guard depth > 0 else {
      return below(3) == 0 ? any(Self.numbers) : any(Self.names)
    }
    func part(_ self: inout LineMutation) -> String {
      self.expression(depth: self.below(depth))
    }
    switch below(9) {
    case 0...2: return "\(part(&self)) \(any(Self.signs)) \(part(&self))"
    case 3: return "\(any(Self.functions))(\(part(&self)))"
    case 4: return "\(any(Self.functions))(\(part(&self)), \(part(&self)))"
    case 5: return "(\(part(&self)))[\(part(&self)):\(part(&self)), \(any(Self.numbers))]"
    case 6: return "\(part(&self)).\(any(Self.functions))(axis=\(any(Self.numbers)))"
    case 7: return "[\(part(&self)), \(part(&self))]"
    default: return "\(any(["-", "not ", "~", "+"]))\(part(&self))"
    }
  }

  private mutating func damaged(_ line: String, _ changes: Int) -> String {
    var text = Array(line)
    for _ in 0..<changes {
      let place = below(text.count + 1)
      switch below(5) {
      case 0 where place < text.count: text.remove(at: place)
      case 1: text.insert(contentsOf: any(Self.pieces), at: place)
      case 2 where place < text.count:
        text.replaceSubrange(place...place, with: any(Self.pieces))
      case 3: text = Array(text[..<place])
      default: text.insert(contentsOf: any(Self.seeds), at: place)
      }
    }
    return String(text)
  }

  // MARK: Chance

  /// A number from 0 up to and without a limit.
  package mutating func below(_ limit: Int) -> Int {
    limit > 0 ? Int.random(in: 0..<limit, using: &generator) : 0
  }

  private mutating func any(_ choices: [String]) -> String {
    choices.isEmpty ? "" : choices[below(choices.count)]
  }
}
