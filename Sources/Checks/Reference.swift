import Equations
import Expressions
import Models
import Tensors
import Terms

/// Compares one run with arrays of Keras, by name.
struct Reference {
  let model: Model
  let run: Run
  /// What was given to decide alone; nil where the formats that made a value decide.
  private let given: Tolerance?
  private let formats: FormatsBehind
  /// The same run in float64; nil where the tolerance alone decides.
  let precise: PreciseRun?
  /// Whole numbers have no tolerance but one that was given.
  var comparesWholeNumbersExactly: Bool { precise != nil }

  init(model: Model, run: Run, _ given: Tolerance?, _ precise: PreciseRun? = nil) {
    self.model = model
    self.run = run
    self.given = given
    self.precise = given == nil ? precise : nil
    formats = FormatsBehind(run.program)
  }

  /// How far a value may be from the reference: as far as the formats allow in which it, or what it is made of, was rounded.
  func tolerance(of value: Value) -> Tolerance { given ?? Tolerance(for: formats[value]) }

  /// Whether an array is an output of the model by its name: its number.
  ///
  /// `y` alone is the only output, unless a layer is called so.
  func output(_ name: String) -> Int? {
    if name == "y", model.outputNames.count == 1 { return model.exists(["y"]) ? nil : 0 }
    guard name.first == "y", let index = Int(name.dropFirst()), "y\(index)" == name else {
      return nil
    }
    return index
  }

  /// Compares arrays that are outputs of the model.
  func outputs(_ arrays: [NamedTensor]) throws -> [ArrayCheck] {
    try arrays.map { array in
      guard let index = output(array.name), model.outputNames.indices.contains(index) else {
        return ArrayCheck(array.name, array.tensor.shape, .unknown(nearest: nil))
      }
      guard run.program.outputs.indices.contains(index) else {
        return ArrayCheck(array.name, array.tensor.shape, .notReached(obstacle: obstacle))
      }
      return try check(array, with: run.program.outputs[index])
    }
  }

  /// Compares arrays that are outputs of layers, or values of equations.
  func named(
    _ arrays: [NamedTensor], _ detail: ArrayName.Detail
  ) throws -> (checks: [ArrayCheck], remarks: [String]) {
    let leftOut = values(detail).leftOut
    let (pairs, named) = try matched(arrays.filter { leftOut[$0.name] == nil }, detail)
    let remarks =
      named
      + arrays.compactMap { array in
        leftOut[array.name].map { "\(array.name) is not compared: nothing reads it, and \($0)" }
      }
    let checks = try pairs.map { pair in
      guard let value = pair.value else { return missing(pair.array, pair.name, detail) }
      return try check(pair.array, with: value)
    }
    return (checks, remarks)
  }

  private func values(_ detail: ArrayName.Detail) -> NamedValues {
    switch detail {
    case .output: NamedValues.layers(of: run.program)
    case .equation: NamedValues.equations(of: run.program)
    }
  }

  /// The values that arrays are of; none for a name that there is not.
  func matched(
    _ arrays: [NamedTensor], _ detail: ArrayName.Detail
  ) throws -> (pairs: [CallOrder.Pair], remarks: [String]) {
    let values = values(detail)
    let unclear = arrays.filter { !fits($0.tensor, values[$0.name]) }
    var shapes: [ArrayName: Tensor] = [:]
    for array in arrays { shapes[ArrayName(array.name, detail)] = array.tensor }
    var matching = NameMatching { reference, name in
      shapes[reference].map { fits($0, values[name]) } ?? false
    }
    // Layers whose names hold a `/` are found as they stand; only where some name does not fit is
    // there anything to match.
    let names = arrays.map { ArrayName($0.name, detail) }
    let matched = unclear.isEmpty ? [:] : matching.match(names, with: model.layer.parts)
    var remarks = matching.renamed.isEmpty ? [] : [NameMatching.remark(matching.renamed)]
    var pairs: [CallOrder.Pair] = []
    for (array, name) in zip(arrays, names) {
      let found = matched[name].flatMap { values[$0] } ?? values[array.name]
      pairs.append(CallOrder.Pair(array: array, name: name, value: found))
    }
    remarks += try CallOrder(self).settle(&pairs)
    return (pairs, remarks)
  }

  private func fits(_ reference: Tensor, _ value: Value?) -> Bool {
    value.map { run.shape(of: $0) == reference.shape } ?? false
  }

  func check(_ array: NamedTensor, with value: Value) throws -> ArrayCheck {
    let found = try run.tensor(value)
    let isText = value.dtype == .string
    guard isText == (array.tensor.dtype == .string) else {
      return ArrayCheck(array.name, array.tensor.shape, .kindDiffers(givesText: isText))
    }
    // One text is no nearer to another than a third, and whole numbers are not rounded.
    let isExact = isText || comparesWholeNumbersExactly && !value.dtype.isFloat
    let usual = tolerance(of: value)
    let allowed = isExact ? Tolerance(absolute: 0, relative: 0) : usual
    let difference = Difference(found, from: array.tensor, allowed) {
      precise?.rounding(of: found, value, in: run.program, $0)
    }
    return ArrayCheck(
      array.name, array.tensor.shape,
      difference.map(ArrayCheck.Verdict.compared) ?? .shapeDiffers(found: found.shape),
      allowed: usual)
  }

  func missing(
    _ array: NamedTensor, _ name: ArrayName, _ detail: ArrayName.Detail
  ) -> ArrayCheck {
    if run.program.obstacle != nil, model.exists(name.path.map(\.name)) {
      return ArrayCheck(array.name, array.tensor.shape, .notReached(obstacle: obstacle))
    }
    if model.servesFitAlone(name.path.map(\.name)) {
      let reason = "it serves fit alone, and no output reads it"
      return ArrayCheck(array.name, array.tensor.shape, .notReached(obstacle: reason))
    }
    let close = nearest(to: array.name, in: values(detail).names)
    return ArrayCheck(array.name, array.tensor.shape, .unknown(nearest: close))
  }

  private var obstacle: String {
    guard let obstacle = run.program.obstacle else { return "the run ended before it" }
    return "\(obstacle.path) (\(obstacle.kind)): \(obstacle.reason)"
  }
}

extension NameMatching {
  /// `names are matched by order: dense is dense_1 here`.
  static func remark(_ renamed: [(file: String, model: String)]) -> String {
    let pairs = renamed.map { "\($0.file) is \($0.model) here" }
    return "names are matched by order: " + pairs.joined(separator: ", ")
  }
}
