import Terms

/// The functions of expressions: those of the ops, and those made of them.
package enum Functions {
  static let table: [String: Function] = {
    var table: [String: Function] = [:]
    for function in ofOps + composed + numpy + Creation.functions {
      table[function.name] = function
    }
    for (alias, name) in aliases where table[alias] == nil {
      table[alias] = table[name]?.named(alias)
    }
    return table
  }()

  /// What is asked of an array and not of its numbers: `len(x)`.
  static let facts: Set<String> = ["len", "ndim", "shape", "size"]

  /// Whether a word after a point means something of any array: `x.T`, `x.sum()`.
  static func isAttribute(_ word: String) -> Bool {
    word == "T" || facts.contains(word) || table[word]?.isMethod == true
  }

  /// All names in order, for completion.
  package static let names: [String] = facts.union(table.keys).union([GradientCall.name]).sorted()

  /// How a function is called: `sum(x, axis, keepdims)`.
  package static func usage(of name: String) -> String? {
    name == GradientCall.name ? GradientCall.usage : table[name]?.usage
  }

  /// How a function is called that is made of others, as an activation is.
  package static func usage(ofMade name: String) -> String { "\(name)(x)" }

  private static var ofOps: [Function] {
    var all: [Function] = []
    for type in AllOps.unary {
      for name in Set([type.name, type.symbol]) {
        all.append(.of(name) { terms, _ in .apply(type.init(), terms) })
      }
    }
    for type in AllOps.binary {
      guard case .function(let name) = type.spelling else { continue }
      all.append(.of(name, ["a", "b"]) { terms, _ in .apply(type.init(), terms) })
    }
    for (name, sign) in infixNames {
      guard let infix = Operators.infix[sign] else { continue }
      all.append(
        .of(name, ["a", "b"]) { terms, _ throws(Misfit) in try infix.make(terms[0], terms[1]) })
    }
    for type in AllOps.rows {
      all.append(
        .of(type.name, options: ["axis"]) { terms, options throws(Misfit) in
          if let axis = try options.integer("axis") { return .apply(type.init(axis: axis), terms) }
          return (type.flattensByDefault ? terms[0](Reshape([-1])) : terms[0])(type.init(axis: -1))
        })
    }
    for type in AllOps.others + AllOps.overSamples + AllOps.texts { all += type.calls }
    return all
  }

  /// NumPy's names for the operators.
  private static let infixNames = [
    "add": "+", "subtract": "-", "multiply": "*", "divide": "/", "power": "**", "mod": "%",
    "equal": "==", "not_equal": "!=", "less": "<", "less_equal": "<=", "greater": ">",
    "greater_equal": ">=", "floor_divide": "//", "logical_and": "and", "logical_or": "or",
  ]

  /// Other words for the same, as other libraries have them.
  private static let aliases = [
    "absolute": "abs", "amax": "max", "amin": "min", "asarray": "array", "cast": "astype",
    "concat": "concatenate", "fabs": "abs", "float": "float64", "identity": "eye", "int": "int64",
    "logical_not": "not", "pow": "power", "rand": "random", "randn": "normal", "ravel": "flatten",
    "reduce_max": "max", "reduce_mean": "mean", "reduce_min": "min", "reduce_sum": "sum",
    "remainder": "mod", "rint": "round", "take": "gather",
  ]
}
