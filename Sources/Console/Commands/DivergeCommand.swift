import Checks
import Containers
import Debugging
import Tensors
import Terminal
import Views

/// `diverge other.npz`: where another implementation first computes something else.
struct DivergeCommand: Command {
  let names = ["diverge"]
  let group = CommandGroup.looking
  let reach: Reach = [.walks, .readsFiles]
  let summary = "go to the first number that differs from another implementation's"
  let usage = ["diverge", "diverge FILE", "diverge FILE --map NAMES"]
  let example = ["samples", "diverge"]
  let details = """
    FILE.npz holds what the other one computed for the same input: arrays named as in kerastep \
    trace (lstm.f, with time as an axis), as layers (lstm), or y0 for the output, as many as there \
    are. The walk goes to the first equation and timestep that is too far off. Numbers agree within \
    \(Tolerance.usual(of: "value")), or within what rounding explains, as float64 shows. Without FILE, the data set that samples opened is meant: what Keras \
    computed comes with the bundled models. NAMES is a text with a line for each array whose name or \
    layout is another one there: theirs ours, and behind it transposed, time-first and channels-first \
    (PyTorch's orders of axes) or gates f i o g, the order of the blocks.
    """
  let completion = Completion.Kind.file(.arrays)

  func run(_ arguments: String, _ console: Console) throws {
    let (session, machine) = try console.requireMachine()
    let (name, map) = try DivergeCommand.parts(arguments)
    let path = try name.isEmpty ? DivergeCommand.samples(session) : name.expandingHome
    let row = path == session.data?.path ? session.dataRow : nil
    let file = try Golden(path: path)
    let golden = row == nil ? file : file.withoutTargets(of: session.model)
    let arrays = try map.map { try $0.applied(to: golden.arrays) } ?? golden.arrays
    let divergence = try Divergence(
      of: machine, session.model, from: arrays, row: row,
      precise: PreciseRun { try session.preciseTwin() }
    ) {
      guard try machine.runToEnd() else {
        throw CommandError("interrupted before all that is compared was computed")
      }
    }
    console.output.lines(summary(divergence, console))
    guard let first = divergence.first else {
      guard !divergence.compared.isEmpty else {
        throw CommandError(
          "nothing in \(path) could be compared",
          hint:
            "kerastep trace MODEL INPUT -o own.npz shows how arrays are named; --map NAMES says which is which."
        )
      }
      return
    }
    session.focus(first.sample)
    _ = try machine.go(to: .tick(first.tick))
    console.output.lines(console.prose(text(first, divergence, machine), .bad))
    let text = DivergenceText(console.presentation, divergence)
    console.output.lines(text.around + text.summary)
    try console.showPlace()
  }

  /// `other.npz --map names.txt` in two.
  private static func parts(_ text: String) throws -> (file: String, map: NameMap?) {
    guard let range = " \(text)".firstRange(of: " --map ") else {
      guard !text.hasSuffix("--map") else {
        throw CommandError("--map needs a file of names", hint: "diverge other.npz --map names.txt")
      }
      return (text, nil)
    }
    let padded = " \(text)"
    let path = String(padded[range.upperBound...]).trimmed
    let bytes = try FileBytes(path: path.expandingHome).bytes.array
    let map = try NameMap(String(decoding: bytes, as: UTF8.self), file: path)
    return (String(padded[..<range.lowerBound]).trimmed, map)
  }

  private static func samples(_ session: Session) throws -> String {
    guard let data = session.data, data.path.hasSuffix(".npz"), session.dataRow != nil else {
      throw CommandError(
        "diverge needs a file of what the other implementation computed",
        hint: "diverge other.npz")
    }
    return data.path
  }

  private func summary(_ divergence: Divergence, _ console: Console) -> [String] {
    var lines = divergence.remarks.flatMap { console.prose($0) }
    for check in divergence.skipped {
      lines += console.prose(
        "\(check.name.visible) \(check.shape) is skipped: \(check.remark)"
          + (DivergeCommand.layout(check) ?? ""))
    }
    if divergence.first == nil, !divergence.compared.isEmpty {
      let count = divergence.compared.count
      let arrays = count == 1 ? "1 array agrees" : "\(count) arrays agree"
      lines.append("\(arrays) within \(divergence.tolerance)".marked(.good))
    }
    if !divergence.rounding.isEmpty {
      let names = divergence.rounding.map(\.visible).listed
      lines += console.prose("only within rounding, as float64 shows: \(names)")
    }
    if !divergence.missing.isEmpty, divergence.first == nil {
      lines += console.prose("without an array, not compared: \(divergence.missing.listed)")
    }
    return lines
  }

  /// How a map turns an array that lies otherwise.
  private static func layout(_ check: ArrayCheck) -> String? {
    guard case .shapeDiffers(let found) = check.verdict else { return nil }
    return NameMap.layout(of: check.shape, turnedInto: found).map {
      "; \($0) behind its two names in a file for --map turns it"
    }
  }

  private func text(
    _ first: Divergence.Place, _ divergence: Divergence, _ machine: Machine
  ) -> String {
    let place = machine.current.map { machine.program.place(of: $0) } ?? first.array
    let index = first.index.isEmpty ? "" : "\(first.index)"
    let sample = machine.samples > 1 ? ", sample \(first.sample)" : ""
    let own = NumberFormat.exact(first.own, .float32)
    let other = NumberFormat.exact(first.other, .float32)
    var text =
      "\(first.array.visible) differs first at \(place.visible)\(index)\(sample): "
      + "it is \(own) here and \(other) there"
    if let agreeing = divergence.lastAgreeing {
      text += "; \(agreeing.visible), before it, agrees"
    }
    return text
  }
}
