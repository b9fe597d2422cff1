import Debugging
import Equations
import Tensors
import Terminal
import Terms
import Views

/// What is drawn as several pictures beside each other: the gates of a layer, the heads of an attention,
/// the channels of pictures.
struct PanelsOf {
  let console: Console
  let text: String

  /// More pictures than this are not drawn at once.
  private static let most = 16

  /// The lines; nil of what is one picture.
  func lines(_ frame: PlotFrame, _ tensor: () throws -> Tensor) throws -> [String]? {
    guard let session = console.session, let machine = session.machine else { return nil }
    if let gates = try gates(session, machine) {
      return Panels(gates, rowName: "unit", columnName: "t", frame: frame).lines()
    }
    guard let writer = console.writer(of: text), machine.program.loops(writer.scan).isEmpty,
      writer.result.shape.rank == 3
    else { return nil }
    let value = try tensor()
    guard value.shape.rank == 3, value.count > 0 else { return nil }
    let isAttention = machine.program.frames[writer.frame].kind.contains("Attention")
    let count = isAttention ? value.shape[0] : value.shape[2]
    let shown = min(count, PanelsOf.most)
    let range = PanelsOf.range(value.elements)
    let grid = try AttentionGrid(writer, machine, sample: session.sample, session.words)
    let panels = (0..<shown).compactMap { index -> Panels.Panel? in
      let part = isAttention ? value.row(index) : value.channel(index)
      return part.map {
        Panels.Panel(
          isAttention ? "head \(index)" : "channel \(index)", "", $0, range: range,
          labels: grid?.labels)
      }
    }
    let (row, column) = grid != nil ? ("query", "key") : ("row", "col")
    var lines = Panels(panels, rowName: row, columnName: column, frame: frame).lines()
    if shown < count {
      let index = isAttention ? "\(shown)" : ":, :, \(shown)"
      lines.append("  \(count - shown) more: plot \(text)[\(index)]")
    }
    return lines
  }

  // MARK: Gates

  /// What a layer with a loop computes in every timestep so far, a picture each; nil of other words,
  /// and before its first timestep.
  private func gates(_ session: Session, _ machine: Machine) throws -> [Panels.Panel]? {
    let program = machine.program
    guard let frame = program.frames.first(where: { $0.path == text }),
      let scan = program.scans.first(where: { $0.frame == frame.id && $0.parent == nil }),
      !scan.carries.isEmpty
    else { return nil }
    let card = try Card(of: scan, at: [0], in: machine, sample: session.sample)
    guard let table = card.tables.first else { return nil }
    let rows = table.rows.filter { $0.part != .before && $0.tensor != nil }
    let panels = try rows.compactMap { row -> Panels.Panel? in
      let word = "\(table.path).\(row.value.name.ascii)"
      let tensor = try machine.lookup(word, sample: session.sample).tensor
      guard tensor.shape.rank == 2 else { return nil }
      let name = row.value.name.text(console.formulaStyle.alphabet)
      return Panels.Panel(
        name, String(row.note.prefix { !":,;".contains($0) }), tensor.transposed,
        range: row.equation.flatMap { program.equations[$0].term.range },
        mark: machine.gates[row.value.id]?.mark ?? .name)
    }
    return panels.count > 1 ? panels : nil
  }

  // MARK: Heads and channels

  /// The ends of all numbers, so that pictures can be compared.
  private static func range(_ numbers: [Double]) -> ClosedRange<Double>? {
    let finite = numbers.filter(\.isFinite)
    guard let least = finite.min(), let largest = finite.max() else { return nil }
    return least...largest
  }
}

extension Console {
  /// The equation that gives what a word names.
  func writer(of word: String) -> Equation? {
    guard let machine = session?.machine, Scope(debugger).isValue(word),
      case .equation(let id, _, _)? = try? machine.provenance(
        of: word, in: debugger.selectedFrame
      ).origin
    else { return nil }
    return machine.program.equations[id]
  }
}

extension Tensor {
  /// Of pictures (rows, columns, channels), those of one channel.
  fileprivate func channel(_ index: Int) -> Tensor? {
    guard shape.rank == 3, index < shape[2] else { return nil }
    let numbers = stride(from: index, to: count, by: shape[2]).map { elements[$0] }
    return Tensor([shape[0], shape[1]], dtype, numbers)
  }
}
