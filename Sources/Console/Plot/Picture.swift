import Containers
import Debugging
import Equations
import Expressions
import Models
import Tensors
import Terminal
import Terms
import Views

/// What is drawn of what was asked for.
struct Picture {
  let console: Console
  let request: PlotRequest

  private let frame: PlotFrame

  init(console: Console, request: PlotRequest) {
    (self.console, self.request) = (console, request)
    let gate =
      Scope(console.debugger).isValue(request.base)
      ? console.session?.machine?.gate(request.text, in: console.debugger.selectedFrame) : nil
    frame = PlotFrame(console.presentation, showsAll: request.all, gate: gate)
  }

  func lines() throws -> [String] {
    if request.isOverTime { return try overTime() }
    if request.isOverSteps || isLossOfTraining { return try overSteps() }
    if request.kind == .auto {
      let several = PanelsOf(console: console, text: request.text)
      let lines = try several.lines(frame) { try console.evaluate(request.text) }
      if let lines { return [request.text.visible] + lines }
    }
    let tensor = try console.evaluate(request.text)
    guard tensor.dtype != .string else {
      throw CommandError(
        "\(request.text.visible) is text, and pictures are of numbers",
        hint: "p \(request.text.visible)")
    }
    let time = overTime(of: request.text)
    return [title(tensor, time)] + (try body(tensor.behind(time?.first ?? 0), time: time))
  }

  /// What is drawn, in the colour that it has everywhere.
  private var name: String {
    frame.gate.map { request.text.visible.marked($0.mark) } ?? request.text.visible
  }

  private func title(_ tensor: Tensor, _ time: Found.OverTime?) -> String {
    let type = "\(tensor.shape) \(tensor.dtype.rawValue)".marked(.dim)
    let later = time.map { time in
      let last = time.first > 0 ? "the last " : ""
      return time.count < time.of ? "  \(last)\(time.count) of \(time.of) timesteps so far" : ""
    }
    return "\(name)  \(type)\(later ?? "")"
  }

  /// The timesteps of a word that means a value over time; nil for anything else.
  private func overTime(of text: String) -> Found.OverTime? {
    guard Scope(console.debugger).isValue(text), let session = console.session else { return nil }
    let found = try? session.machine?.lookup(
      text, in: console.debugger.selectedFrame, sample: session.sample)
    return found?.overTime
  }

  /// Whether the loss is asked for where several steps were made: then it is that of all of them.
  private var isLossOfTraining: Bool {
    request.text == Aim.path && request.kind == .auto
      && console.session?.machine?.stepCount ?? 1 > 1
  }

  /// A number at the end of every step that was made.
  private func overSteps() throws -> [String] {
    let (session, machine) = try console.requireMachine()
    let losses = machine.losses
    guard machine.isTraining, !losses.isEmpty else {
      throw CommandError("no step of training was made yet", hint: "train makes one")
    }
    var numbers = losses
    if request.text != Aim.path {
      let expression = try console.expression(request.text)
      numbers = try losses.indices.map { step in
        try Interruption.check()
        var scope = Scope(console.debugger, in: .model)
        scope.twin = try session.run(inStep: step)
        let value = try expression.evaluate(in: scope, limit: console.debugger.elementLimit)
        guard value.count == 1, let number = value.elements.first else {
          throw CommandError(
            "\(request.text) is \(value.shape), and over steps one number is drawn",
            hint: "norm(…), or an index, makes it one")
        }
        return number
      }
    }
    return ["\(request.text.visible) over \(numbers.count) steps"]
      + line(numbers, of: numbers.count, axis: "step")
  }

  // MARK: One value

  private func body(_ tensor: Tensor, time: Found.OverTime?) throws -> [String] {
    guard tensor.count > 0 else { return ["  no numbers"] }
    if request.kind == .histogram { return Histogram(tensor, frame).lines() }
    let axes = tensor.shape.dims.filter { $0 > 1 }
    // Axes of one element do not make it another picture, but a value over time stays one.
    let isMatrix = tensor.shape.rank == 2 && (time != nil || axes.count == 2)
    if request.kind == .line {
      guard axes.count <= 1 else { throw tooMany(tensor, "a line is drawn of a vector") }
      return line(tensor.elements, of: tensor.count, axis: time == nil ? "index" : "t")
    }
    if isMatrix {
      if time == nil, let grid = try attention(tensor.shape) {
        return Heatmap(
          tensor: tensor, rowName: "query", columnName: "key", frame: frame, labels: grid.labels
        ).lines()
      }
      return time == nil
        ? heatmap(tensor, "row", "col") : heatmap(tensor.transposed, "unit", "t")
    }
    guard axes.count < 2 else {
      if axes.count == 2, let matrix = tensor.reshaped(Shape(axes)) {
        return heatmap(matrix, "row", "col")
      }
      throw tooMany(tensor, "plot draws a vector or a matrix")
    }
    if tensor.shape.rank == 1, let time, time.of > 1 {
      return line(tensor.elements, of: time.of, axis: "t")
    }
    return BarPlot(tensor: tensor, frame: frame).lines()
  }

  /// The queries and keys of attention's weights, of `alpha[1]` too.
  private func attention(_ shape: Shape) throws -> AttentionGrid? {
    guard let session = console.session, let machine = session.machine,
      let writer = console.writer(of: request.base), machine.program.loops(writer.scan).isEmpty,
      Shape(writer.result.shape.dims.suffix(2)) == shape
    else { return nil }
    let subscripts = request.text.dropFirst(request.base.count)
    guard subscripts.isEmpty || Int(subscripts.dropFirst().dropLast()) != nil else { return nil }
    return try AttentionGrid(writer, machine, sample: session.sample, session.words)
  }

  private func tooMany(_ tensor: Tensor, _ what: String) -> CommandError {
    let text =
      request.text.allSatisfy { $0.isLetter || $0.isNumber || "._@$/#".contains($0) }
      ? request.text : "(\(request.text))"
    let index = (0..<max(tensor.shape.rank - 2, 1)).map { _ in "0" }.joined(separator: ", ")
    return CommandError(
      "\(request.text.visible) is \(tensor.shape): \(what)",
      hint: "plot \(text.visible)[\(index)] takes a part; plot hist takes any shape")
  }

  private func heatmap(_ tensor: Tensor, _ row: String, _ column: String) -> [String] {
    Heatmap(tensor: tensor, rowName: row, columnName: column, frame: frame).lines()
  }

  private func line(_ numbers: [Double], of length: Int, axis: String) -> [String] {
    LinePlot(numbers: numbers, length: length, axis: axis, frame: frame).lines()
  }

  // MARK: Timestep after timestep

  private func overTime() throws -> [String] {
    let values = try valuesOverTime()
    guard let tensor = Tensor.stack(values.rows) else {
      throw CommandError("\(request.text.visible) has another shape in another timestep")
    }
    let time = Found.OverTime(count: values.rows.count, of: values.length)
    let first = "\(name) over t"
    switch (request.kind, tensor.shape.count / max(values.rows.count, 1)) {
    case (.histogram, _): return [first] + Histogram(tensor, frame).lines()
    case (_, 1): return [first] + line(tensor.elements, of: values.length, axis: "t")
    case (.auto, _) where tensor.shape.rank == 2:
      return [title(tensor, time)] + heatmap(tensor.transposed, "unit", "t")
    default:
      let shape = values.rows.first.map { "\($0.shape)" } ?? "()"
      throw CommandError(
        "\(request.text.visible) is \(shape) in a timestep: over t draws a number or a vector",
        hint: "plot C[5] over t")
    }
  }
}

extension Picture {
  private func valuesOverTime() throws -> ValuesOverTime {
    do {
      return try ValuesOverTime(try console.expression(request.text), in: console.debugger)
    } catch let error as ValuesOverTime.NoLoop {
      throw CommandError(
        error.message, hint: "Write a value of a recurrent layer: plot lstm.C[5] over t")
    }
  }
}

extension Tensor {
  /// With rows in front that are not there yet, so that the others stand at their timesteps.
  fileprivate func behind(_ count: Int) -> Tensor {
    guard count > 0, let length = shape.dims.first else { return self }
    let size = self.count / max(length, 1)
    let missing = [Double](repeating: .nan, count: count * size)
    return Tensor(shape.replacing(0, with: length + count), dtype, missing + elements)
  }

  /// A matrix, its rows as columns.
  var transposed: Tensor {
    let (rows, columns) = (shape[0], shape[1])
    return Tensor(
      [columns, rows], dtype,
      (0..<count).map { elements[$0 % rows * columns + $0 / rows] })
  }
}
