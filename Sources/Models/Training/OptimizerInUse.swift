import Containers
import Equations
import Training

/// An optimizer, and what it has kept so far.
package struct OptimizerInUse: Sendable {
  package let optimization: Optimization
  package let state: OptimizerState

  package init(_ optimization: Optimization, _ state: OptimizerState) {
    (self.optimization, self.state) = (optimization, state)
  }

  /// The same one with what it has kept since; nil: as it is.
  package func with(_ state: OptimizerState?) -> OptimizerInUse {
    OptimizerInUse(optimization, state ?? self.state)
  }
}

extension Model {
  /// The optimizer that the file was compiled with, as it was left; nil where there is none.
  package func optimizerInUse() throws -> OptimizerInUse? {
    try savedOptimizer().map { OptimizerInUse($0.optimization, $0.state) }
  }

  /// A fresh optimizer as a person names it: `adam`, `sgd(lr=0.1, momentum=0.9)`.
  package func optimizer(named text: String) throws -> OptimizerInUse {
    let json = try OptimizerText(text).json
    var optimization: Optimization
    do {
      optimization = try Optimization(json, generation: Generation(origin.version))
    } catch {
      // What is typed is no file that cannot be used.
      throw InputError("\(text.onOneLine): \(error.reason)", hint: error.advice)
    }
    let saved = try? training?.compiled.optimization?.get()
    optimization.tracing = .twice
    optimization.leavesScalingOut = saved?.scaling != nil && optimization.scaling == nil
    let shapes = trainableVariables.map(\.shape)
    return OptimizerInUse(optimization, OptimizerState(fresh: optimization, weights: shapes))
  }
}

/// An optimizer as it is typed: its name, and settings in brackets as in Python.
struct OptimizerText {
  let json: JSON

  init(_ text: String) throws(InputError) {
    let text = text.filter { !$0.isWhitespace }
    let name = String(text.prefix { $0 != "(" })
    let rest = text.dropFirst(name.count)
    guard !name.isEmpty, rest.isEmpty || rest.first == "(" && rest.last == ")" else {
      throw OptimizerText.unreadable(text)
    }
    guard let kind = Optimizers.named(name) else {
      let names = Optimizers.all.map { $0.className.lowercased() }.joined(separator: ", ")
      throw InputError("there is no optimizer \(name)", hint: "There are \(names).")
    }
    var config: [(key: String, value: JSON)] = []
    for setting in rest.dropFirst().dropLast().split(separator: ",") {
      let parts = setting.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else { throw OptimizerText.unreadable(text) }
      guard let value = OptimizerText.value(parts[1]) else {
        throw InputError(
          "\(parts[1]) is no value of \(parts[0]), in \(text)",
          hint: "It takes a number, true, false or none: adam(lr=0.01, amsgrad=true).")
      }
      let key = parts[0] == "lr" ? "learning_rate" : parts[0]
      guard !config.contains(where: { $0.key == key }) else {
        throw InputError("\(key) is given twice", hint: "Give each setting once.")
      }
      config.append((key, value))
    }
    json = .object(
      JSONObject([
        ("class_name", .string(kind.className)), ("config", .object(JSONObject(config))),
      ]))
  }

  private static func value(_ text: String) -> JSON? {
    switch text.lowercased() {
    case "true": .bool(true)
    case "false": .bool(false)
    case "none", "null": .null
    default: Double(text).flatMap { $0.isFinite ? .double($0) : nil }
    }
  }

  private static func unreadable(_ text: String) -> InputError {
    InputError(
      "\(text.isEmpty ? "an empty text" : text) is no optimizer",
      hint: "A name, and settings in brackets: adam(lr=0.01), sgd(lr=0.1, momentum=0.9).")
  }
}
