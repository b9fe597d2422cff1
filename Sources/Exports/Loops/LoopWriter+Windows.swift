import Equations
import Tensors
import Terms

/// Loops over the windows of an array.
extension LoopWriter {
  /// Counters: p0, p1, … over places, w0, w1, … over the window.
  mutating func write(windows code: WindowCode, _ instruction: Instruction, _ out: String) {
    switch code.kind {
    case .sum, .depthwise, .max, .mean: write(gathered: code, instruction, out)
    case .spread(let groups): write(spread: code, groups, instruction, out)
    case .kernel(let groups): write(kernel: code, groups, instruction, out)
    case .unpoolMax(let least): write(unpool: code, from: least, instruction, out)
    case .unpoolMean: write(unpool: code, from: nil, instruction, out)
    }
  }

  /// The point of the input under a place of the window, and what must hold for it to be inside.
  private func point(_ code: WindowCode) -> (offset: String, conditions: [String]) {
    var offset = ""
    var conditions: [String] = []
    for (axis, one) in code.axes.enumerated() {
      var place = one.stride == 1 ? "p\(axis)" : "p\(axis) * \(one.stride)"
      place += one.dilation == 1 ? " + w\(axis)" : " + w\(axis) * \(one.dilation)"
      if one.before > 0 { place += " - \(one.before)" }
      if one.before > 0 { conditions.append("\(place) >= 0") }
      if one.isPadded { conditions.append("\(place) < \(one.size)") }
      offset = axis == 0 ? place : "(\(offset)) * \(one.size) + \(place)"
    }
    return (offset, conditions)
  }

  private mutating func openPlaces(_ code: WindowCode) -> String {
    for (axis, one) in code.axes.enumerated() { open(syntax.loop("p\(axis)", one.places)) }
    return LoopWriter.joined("p", code.axes.map(\.places))
  }

  private mutating func openWindow(_ code: WindowCode) -> String {
    for (axis, one) in code.axes.enumerated() { open(syntax.loop("w\(axis)", one.window)) }
    return LoopWriter.joined("w", code.axes.map(\.window))
  }

  /// `(p0 * 4 + p1)`: one number for several counters.
  private static func joined(_ letter: String, _ lengths: [Int]) -> String {
    lengths.enumerated().dropFirst().reduce("\(letter)0") { known, axis in
      "(\(known)) * \(axis.element) + \(letter)\(axis.offset)"
    }
  }

  private mutating func write(
    gathered code: WindowCode, _ instruction: Instruction, _ out: String
  ) {
    let x = array(instruction.operands[0])
    let channels = value(instruction.operands[0]).shape.width
    let width = value(instruction.result).shape.width
    let kernel = instruction.operands.count > 1 ? array(instruction.operands[1]) : ""
    let (offset, conditions) = point(code)
    let place = openPlaces(code)
    open(syntax.loop("filter", width))
    let start: String
    if case .max(let least) = code.kind { start = syntax.number(least) } else { start = "0" }
    write(syntax.variable("total", start, isWhole: false))
    if case .mean = code.kind { write(syntax.variable("count", "0", isWhole: true)) }
    let tap = openWindow(code)
    if !conditions.isEmpty { open("if (\(conditions.joined(separator: " && "))) {") }
    switch code.kind {
    case .sum(let groups):
      let own = channels / groups
      let first = groups > 1 ? "filter / \(width / groups) * \(own) + channel" : "channel"
      open(syntax.loop("channel", own))
      write(
        "total += \(x)[(\(offset)) * \(channels) + \(first)]"
          + " * \(kernel)[((\(tap)) * \(own) + channel) * \(width) + filter]\(syntax.end)")
      close()
    case .depthwise:
      let channel = width == channels ? "filter" : "filter / \(width / max(channels, 1))"
      write(
        "total += \(x)[(\(offset)) * \(channels) + \(channel)]"
          + " * \(kernel)[(\(tap)) * \(width) + filter]\(syntax.end)")
    case .max:
      write(syntax.constant("item", "\(x)[(\(offset)) * \(channels) + filter]"))
      write("total = item > total ? item : total\(syntax.end)")
    case .mean:
      write("total += \(x)[(\(offset)) * \(channels) + filter]\(syntax.end)")
      write("count += 1\(syntax.end)")
    case .spread, .kernel, .unpoolMax, .unpoolMean: break
    }
    if !conditions.isEmpty { close() }
    for _ in code.axes { close() }
    let result: String
    if case .mean = code.kind {
      result = "total / \(syntax.converted("count"))"
    } else {
      result = "total"
    }
    write("\(out)[(\(place)) * \(width) + filter] = \(result)\(syntax.end)")
    close()
    for _ in code.axes { close() }
  }

  private mutating func write(
    spread code: WindowCode, _ groups: Int, _ instruction: Instruction, _ out: String
  ) {
    let (x, kernel) = (array(instruction.operands[0]), array(instruction.operands[1]))
    let channels = value(instruction.operands[0]).shape.width
    let result = value(instruction.result).shape
    let (own, part) = (result.width / groups, channels / groups)
    write(cleared: out, result)
    let (offset, conditions) = point(code)
    let place = openPlaces(code)
    let tap = openWindow(code)
    if !conditions.isEmpty { open("if (\(conditions.joined(separator: " && "))) {") }
    open(syntax.loop("filter", result.width))
    write(syntax.variable("total", "0", isWhole: false))
    open(syntax.loop("channel", part))
    let item = groups > 1 ? "filter / \(own) * \(part) + channel" : "channel"
    let row = groups > 1 ? "filter % \(own)" : "filter"
    write(
      "total += \(x)[(\(place)) * \(channels) + \(item)]"
        + " * \(kernel)[((\(tap)) * \(own) + \(row)) * \(channels) + \(item)]\(syntax.end)"
    )
    close()
    write(syntax.place("place", "(\(offset)) * \(result.width) + filter"))
    write("\(out)[place] += total\(syntax.end)")
    close()
    if !conditions.isEmpty { close() }
    for _ in code.axes { close() }
    for _ in code.axes { close() }
  }

  private mutating func write(cleared out: String, _ shape: Shape) {
    helpers.use("fill")
    write(syntax.call("fill", [(out, "0")], [syntax.number(0), "\(shape.count)"]))
  }

  private mutating func write(
    kernel code: WindowCode, _ groups: Int, _ instruction: Instruction, _ out: String
  ) {
    let (x, g) = (array(instruction.operands[0]), array(instruction.operands[1]))
    let channels = value(instruction.operands[0]).shape.width
    let result = value(instruction.result).shape
    let own = channels / groups
    write(cleared: out, result)
    let (offset, conditions) = point(code)
    let place = openPlaces(code)
    let tap = openWindow(code)
    if !conditions.isEmpty { open("if (\(conditions.joined(separator: " && "))) {") }
    open(syntax.loop("channel", own))
    open(syntax.loop("filter", result.width))
    let item = groups > 1 ? "filter / \(result.width / groups) * \(own) + channel" : "channel"
    write(
      "\(out)[((\(tap)) * \(own) + channel) * \(result.width) + filter] += "
        + "\(x)[(\(offset)) * \(channels) + \(item)]"
        + " * \(g)[(\(place)) * \(result.width) + filter]\(syntax.end)")
    close()
    close()
    if !conditions.isEmpty { close() }
    for _ in code.axes { close() }
    for _ in code.axes { close() }
  }

  /// `least` is what the greatest must be at least; nil for the mean.
  private mutating func write(
    unpool code: WindowCode, from least: Double?, _ instruction: Instruction, _ out: String
  ) {
    let (g, x) = (array(instruction.operands[0]), array(instruction.operands[1]))
    let result = value(instruction.result).shape
    write(cleared: out, result)
    let (offset, conditions) = point(code)
    let place = openPlaces(code)
    open(syntax.loop("filter", result.width))
    let condition = conditions.isEmpty ? nil : "if (\(conditions.joined(separator: " && "))) {"
    let given = "\(g)[(\(place)) * \(result.width) + filter]"
    let point = "(\(offset)) * \(result.width) + filter"
    write(syntax.variable("place", least == nil ? "0" : "-1", isWhole: true))
    if let least { write(syntax.variable("total", syntax.number(least), isWhole: false)) }
    _ = openWindow(code)
    if let condition { open(condition) }
    if least == nil {
      write("place += 1\(syntax.end)")
    } else {
      write(syntax.constant("item", "\(x)[\(point)]"))
      write("if (place < 0 ? item >= total : item > total) { total = item; place = \(point); }")
    }
    if condition != nil { close() }
    for _ in code.axes { close() }
    if least == nil {
      _ = openWindow(code)
      if let condition { open(condition) }
      write("\(out)[\(point)] += \(given) / \(syntax.converted("place"))\(syntax.end)")
      if condition != nil { close() }
      for _ in code.axes { close() }
    } else {
      write("if (place >= 0) { \(out)[place] += \(given); }")
    }
    close()
    for _ in code.axes { close() }
  }

  /// Zeros, and the operand's numbers among them.
  mutating func write(pad before: [Int], _ instruction: Instruction, _ out: String) {
    let result = value(instruction.result).shape
    let source = array(instruction.operands[0])
    let shape = value(instruction.operands[0]).shape
    helpers.use("fill")
    write(syntax.call("fill", [(out, "0")], [syntax.number(0), "\(result.count)"]))
    loop(over: shape) { writer, steps in
      var target = steps
      for axis in target.indices { target[axis].start += before[axis] }
      let item = "\(source)[\(Spot.axes(steps).offset(in: shape))]"
      writer.write("\(out)[\(Spot.axes(target).offset(in: result))] = \(item)\(writer.syntax.end)")
    }
  }

  /// Every number so many times along each axis.
  mutating func write(repeats factors: [Int], _ instruction: Instruction, _ out: String) {
    let result = value(instruction.result).shape
    let source = array(instruction.operands[0])
    let shape = value(instruction.operands[0]).shape
    loop(over: result) { writer, steps in
      let places = zip(zip(steps, factors), shape.strides).compactMap { axis, stride -> String? in
        guard let counter = axis.0.counter else { return nil }
        return "\(counter) / \(axis.1) * \(stride)"
      }
      let from = places.isEmpty ? "0" : places.joined(separator: " + ")
      let to = Spot.axes(steps).offset(in: result)
      writer.write("\(out)[\(to)] = \(source)[\(from)]\(writer.syntax.end)")
    }
  }
}
