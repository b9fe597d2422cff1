import Containers
import Tensors
import Terms

/// Layer calls: whose equations are being written.
extension Equations {
  /// Writes the equations of one layer call.
  ///
  /// In training, `isTraining` is what the call says of it, for all that stands inside; nil where it says nothing.
  package func call<R>(
    _ path: String, kind: String, title: String, dtype: DType, variables: DType? = nil,
    weights: [String: any WeightSource] = [:], remark: String? = nil, isTraining: Bool? = nil,
    _ body: () throws -> R
  ) throws -> R {
    var call = try open(
      path, kind: kind, title: title, dtype: dtype, variables: variables, weights: weights,
      remark: remark, isTraining: isTraining)
    return try resume(&call, body)
  }

  /// A layer call that is written in parts: before a loop and in it.
  package struct OpenCall {
    fileprivate var context: Context
  }

  /// Begins a layer call. `variables` is the format that its weights are kept in; nil: that of the call around it.
  package func open(
    _ path: String, kind: String, title: String, dtype: DType, variables: DType? = nil,
    weights: [String: any WeightSource] = [:], remark: String? = nil, isTraining: Bool? = nil
  ) throws -> OpenCall {
    try Interruption.check()
    if let excess = limit.excess(of: program) { throw tooLong(excess) }
    let trains = trainingSeed != nil && (isTraining ?? self.isTraining)
    var frame = Frame(
      id: program.frames.count, parent: contexts.last?.frame, path: path, kind: kind, title: title,
      remark: remark)
    frame.keepsToInference = self.isTraining && !trains
    program.frames.append(frame)
    return OpenCall(
      context: Context(
        frame: frame.id, dtype: precision ?? dtype, weights: weights,
        variables: precision == nil ? variables ?? contexts.last?.variables : nil,
        isTraining: trains))
  }

  /// Says something of the call that is being written, beside what was said when it began.
  package func remark(_ text: String) {
    guard let frame = contexts.last?.frame else { return }
    let known = program.frames[frame].remark
    guard known?.contains(text) != true else { return }
    program.frames[frame].remark = known.map { "\($0); \(text)" } ?? text
  }

  /// Writes on in a layer call.
  package func resume<R>(_ call: inout OpenCall, _ body: () throws -> R) rethrows -> R {
    contexts.append(call.context)
    defer { if let last = contexts.popLast() { call.context = last } }
    return try body()
  }

  /// Writes on in a call that was begun before.
  package func resume<R>(_ frame: Int, dtype: DType, _ body: () throws -> R) rethrows -> R {
    contexts.append(Context(frame: frame, dtype: precision ?? dtype, weights: [:]))
    defer { contexts.removeLast() }
    return try body()
  }

  /// Begins a call whose equations are written later, about the values of another call: names in scope are that one's too.
  package func begin(_ title: String, beside frame: Int) -> Int {
    let other = program.frames[frame]
    var own = Frame(
      id: program.frames.count, parent: contexts.last?.frame, path: other.path, kind: other.kind,
      title: title)
    own.forward = frame
    program.frames.append(own)
    return own.id
  }

  /// The call in which a weight is read first; nil of a value that is no call's weight.
  package func reader(of weight: Value) -> Frame? {
    program.frames.first { $0.forward == nil && $0.weights.contains(weight) }
  }

  /// Names what the current call reads and gives.
  package func note(inputs: [Term]) {
    guard let frame = contexts.last?.frame else { return }
    program.frames[frame].inputs = inputs.compactMap(\.value)
  }

  package func note(outputs: [Term]) {
    guard let frame = contexts.last?.frame else { return }
    program.frames[frame].outputs = outputs.compactMap(\.value)
  }

  /// What an equation outside of loops says of a value; nil of any other.
  package func term(of value: Value) -> Term? {
    let id = program.aliases[value.id] ?? value.id
    return program.equations.last { $0.result.id == id && $0.scan == nil }?.term
  }

  /// Notes that the current call does not compute an output, which nothing reads, and why it cannot.
  package func leaveOut(output: Int, _ reason: String) {
    guard let frame = contexts.last?.frame else { return }
    program.frames[frame].outputsLeftOut[output] = reason
  }

  /// The layer call that is being written.
  var currentFrame: Frame? { contexts.last.map { program.frames[$0.frame] } }

  /// The path of the current call; that of the model is "".
  package var path: String { contexts.last.map { program.frames[$0.frame].path } ?? "" }

  /// The class of the current call.
  package var kind: String { currentFrame?.kind ?? "" }

  /// Whether the layer that is being written does as in training.
  package var isTraining: Bool { contexts.last?.isTraining ?? (trainingSeed != nil) }

  /// All calls written so far, those of the backward pass among them.
  package var calls: [Frame] { program.frames }

  /// The format that the current layer computes in.
  package var dtype: DType { contexts.last?.dtype ?? .float32 }

  /// What stops the program at the current layer.
  package func obstacle(
    _ reason: String, _ advice: String, remedy: String? = nil, isMisfit: Bool = false
  ) -> Obstacle {
    let frame = contexts.last.map { program.frames[$0.frame] }
    return Obstacle(
      path: frame?.path ?? "model", kind: frame?.kind ?? "Model", reason: reason, advice: advice,
      remedy: remedy, isMisfit: isMisfit)
  }

  /// What ends the walk at the current layer: where equations come before it, that these can be stepped is said too.
  package func walkEnd(
    _ reason: String, _ advice: String = "", remedy: String? = nil
  ) -> Obstacle {
    let before = program.equations.isEmpty ? "" : "The equations before it can be stepped."
    let advice = [before, advice].filter { !$0.isEmpty }.joined(separator: " ")
    return obstacle(reason, advice, remedy: remedy)
  }

  func tooLong(_ excess: String) -> Obstacle {
    walkEnd(excess, "Save a part of the model by itself.")
  }
}
