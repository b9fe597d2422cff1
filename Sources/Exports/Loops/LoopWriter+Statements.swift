import Equations
import Tensors
import Terms

/// Loops that write what an instruction computes to an array.
extension LoopWriter {
  /// Writes what an instruction computes to an array of its own.
  mutating func materialise(_ index: Int) {
    let instruction = program.instructions[index]
    let out = array(instruction.result)
    let result = value(instruction.result)
    if instruction.countsSamples {
      return write("\(out)[0] = \(syntax.converted(Self.samples))\(syntax.end)")
    }
    switch form(instruction) {
    case .element, .choice, .view:
      let isFlat = isFlat(instruction)
      loop(over: isFlat ? Shape([result.shape.count]) : result.shape) { writer, steps in
        let spot =
          isFlat && result.shape.count > 1
          ? Spot.flat(steps.first?.counter ?? "0")
          : .axes(isFlat ? result.shape.dims.map { _ in .at(0) } : steps)
        let formula = writer.rounded(writer.expression(instruction, spot), result.dtype)
        writer.write(
          "\(out)[\(spot.offset(in: result.shape))] = \(formula.text)\(writer.syntax.end)")
      }
      return
    case .sameOrder:
      return copy(array(instruction.operands[0]), "0", out, "0", result.shape.count)
    case .rows(let code, let axis): write(rows: code, axis, instruction, out)
    case .fold(let code, let axes): write(fold: code, axes, instruction, out)
    case .product: write(product: instruction, out)
    case .transposedProduct: write(transposedProduct: instruction, out)
    case .scatter(let rows): write(scatter: rows, instruction, out)
    case .join(let axis): write(join: axis, instruction, out)
    case .lookup: write(lookup: instruction, out)
    case .windows(let code): write(windows: code, instruction, out)
    case .pad(let before): write(pad: before, instruction, out)
    case .repeats(let factors): write(repeats: factors, instruction, out)
    }
    guard let function = rounding(result.dtype) else { return }
    helpers.use(function)
    loop(over: Shape([result.shape.count])) { writer, steps in
      let place = steps.first?.counter ?? "0"
      writer.write("\(out)[\(place)] = \(function)(\(out)[\(place)])\(writer.syntax.end)")
    }
  }

  /// Whether one counter finds every operand's number.
  func isFlat(_ instruction: Instruction) -> Bool {
    let result = value(instruction.result).shape
    switch form(instruction) {
    case .element, .choice: break
    default: return false
    }
    return instruction.operands.allSatisfy { operand in
      let id = plan.source(operand)
      if program.numbers[id] != nil { return true }
      let shape = value(id).shape
      if let index = inlined[id], shape.count == result.count {
        return isFlat(program.instructions[index])
      }
      return inlined[id] == nil && (shape.count == 1 || shape.count == result.count)
    }
  }

  /// A loop for each axis that is longer than 1.
  mutating func loop(
    over shape: Shape, _ body: (inout LoopWriter, [Spot.Step]) -> Void
  ) {
    let long = shape.dims.indices.filter { shape[$0] != 1 }
    var steps = shape.dims.map { _ in Spot.Step.at(0) }
    let counters = long.indices.map { long.count == 1 ? "k" : "k\($0)" }
    for (axis, counter) in zip(long, counters) {
      open(syntax.loop(counter, shape[axis]))
      steps[axis] = .by(counter)
    }
    body(&self, steps)
    for _ in long { close() }
  }

  mutating func write(
    rows code: RowCode, _ axis: Int, _ instruction: Instruction, _ out: String
  ) {
    helpers.use(code)
    let shape = value(instruction.result).shape
    let source = array(instruction.operands[0])
    let (length, step) = (shape[axis], shape.strides[axis])
    loop(over: shape.replacing(axis, with: 1)) { writer, steps in
      let start = Spot.axes(steps).offset(in: shape)
      writer.write(
        writer.syntax.call(code.name, [(source, start), (out, start)], ["\(length)", "\(step)"]))
    }
  }

  mutating func write(
    fold code: FoldCode, _ axes: [Int], _ instruction: Instruction, _ out: String
  ) {
    let operand = instruction.operands[0]
    let shape = value(operand).shape
    let kept = Shape(shape.dims.indices.map { axes.contains($0) ? 1 : shape[$0] })
    let length = axes.reduce(1) { $0 * shape[$1] }
    let (start, next) = (syntax.expanded(code.start), syntax.expanded(code.next))
    loop(over: kept) { writer, outer in
      let place = Spot.axes(outer).offset(in: kept)
      let isAlone = kept.count == 1
      if isAlone { writer.open(writer.syntax.block) }
      writer.write(writer.syntax.variable("total", start, isWhole: false))
      if code.isPlace {
        writer.write(writer.syntax.variable("place", "0", isWhole: true))
        writer.write(writer.syntax.variable("count", "0", isWhole: true))
      }
      // Counters of their own: those of the kept axes are taken.
      let long = axes.filter { shape[$0] != 1 }
      var steps = outer
      for (index, axis) in long.enumerated() {
        let counter = "k\(shape.rank + index)"
        writer.open(writer.syntax.loop(counter, shape[axis]))
        steps[axis] = .by(counter)
      }
      let item = writer.scalar(operand, .axes(steps)).text
      writer.write(writer.syntax.constant("item", item))
      let step = LoopWriter.replacing(["m": "total", "x": "item"], in: next)
      if code.isPlace {
        writer.write("if (\(step)) { total = item; place = count; }")
        writer.write("count += 1\(writer.syntax.end)")
      } else {
        writer.write("total = \(step)\(writer.syntax.end)")
      }
      for _ in long { writer.close() }
      let result =
        code.isPlace
        ? writer.syntax.converted("place")
        : code.isMean ? "total / \(writer.syntax.number(Double(length)))" : "total"
      writer.write("\(out)[\(place)] = \(result)\(writer.syntax.end)")
      if isAlone { writer.close() }
    }
  }

  /// A text with some words replaced.
  static func replacing(_ words: [String: String], in text: String) -> String {
    var result = ""
    var rest = text[...]
    while let first = rest.first {
      let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
      if word.isEmpty {
        result.append(first)
        rest = rest.dropFirst()
      } else {
        result += words[String(word)] ?? String(word)
        rest = rest[word.endIndex...]
      }
    }
    return result
  }

  mutating func write(product instruction: Instruction, _ out: String) {
    helpers.use("matmul")
    let (left, right) = (value(instruction.operands[0]), value(instruction.operands[1]))
    let (a, b) = (array(left.id), array(right.id))
    let inner = left.shape.width
    let columns = right.shape.rank > 1 ? right.shape.width : 1
    let rows = left.shape.rank > 1 ? left.shape[left.shape.rank - 2] : 1
    if right.shape.rank <= 2 {
      // All leading axes are rows of one product.
      let all = inner > 0 ? left.shape.count / inner : value(instruction.result).shape.count
      write(
        syntax.call(
          "matmul", [(a, "0"), (b, "0"), (out, "0")], ["\(all)", "\(inner)", "\(columns)"]))
      return
    }
    let leftOuter = Shape(Array(left.shape.dims.dropLast(2)))
    let rightOuter = Shape(Array(right.shape.dims.dropLast(2)))
    let outer = leftOuter.broadcast(with: rightOuter) ?? .scalar
    loop(over: outer) { writer, steps in
      func start(_ own: Shape, _ block: Int) -> String {
        let spot = Spot.axes(steps).spread(from: outer, to: own)
        return "(\(spot.offset(in: own))) * \(block)"
      }
      writer.write(
        writer.syntax.call(
          "matmul",
          [
            (a, start(leftOuter, rows * inner)), (b, start(rightOuter, inner * columns)),
            (out, start(outer, rows * columns)),
          ], ["\(rows)", "\(inner)", "\(columns)"]))
    }
  }

  mutating func write(transposedProduct instruction: Instruction, _ out: String) {
    helpers.use("matmul_transposed")
    let (left, right) = (value(instruction.operands[0]), value(instruction.operands[1]))
    write(
      syntax.call(
        "matmul_transposed", [(array(left.id), "0"), (array(right.id), "0"), (out, "0")],
        ["\(left.shape.leading.count)", "\(left.shape.width)", "\(right.shape.width)"]))
  }

  mutating func write(join axis: Int, _ instruction: Instruction, _ out: String) {
    let result = value(instruction.result).shape
    var start = 0
    for operand in instruction.operands {
      let shape = value(operand).shape
      loop(over: shape) { writer, steps in
        var target = steps
        target[axis].start += start
        let item = writer.scalar(operand, .axes(steps)).text
        let place = Spot.axes(target).offset(in: result)
        writer.write("\(out)[\(place)] = \(item)\(writer.syntax.end)")
      }
      start += shape[axis]
    }
  }

  mutating func write(lookup instruction: Instruction, _ out: String) {
    helpers.use("lookup")
    let table = value(instruction.operands[0]).shape
    let indices = value(instruction.operands[1]).shape
    let name = array(instruction.operands[0])
    loop(over: indices) { writer, steps in
      let index = writer.scalar(instruction.operands[1], .axes(steps)).text
      let place = Spot.axes(steps).offset(in: indices)
      writer.write(
        writer.syntax.call(
          "lookup", [(name, "0"), (out, "(\(place)) * \(table.width)")],
          [index, "\(table[0])", "\(table.width)"]))
    }
  }

  mutating func write(scatter rows: Int, _ instruction: Instruction, _ out: String) {
    helpers.use("scatter")
    helpers.use("fill")
    let source = value(instruction.operands[0]).shape
    let indices = value(instruction.operands[1]).shape
    let name = array(instruction.operands[0])
    write(syntax.call("fill", [(out, "0")], [syntax.number(0), "\(rows * source.width)"]))
    loop(over: indices) { writer, steps in
      let index = writer.scalar(instruction.operands[1], .axes(steps)).text
      let place = Spot.axes(steps).offset(in: indices)
      writer.write(
        writer.syntax.call(
          "scatter", [(name, "(\(place)) * \(source.width)"), (out, "0")],
          [index, "\(rows)", "\(source.width)"]))
    }
  }
}
