import Equations
import Tensors
import Terms

extension Card {
  /// A timestep of a loop as far as it is computed; `steps` are those of the loops around it and its
  /// own, `displayed` the units that shall be seen.
  package init(
    of scan: Scan, at steps: [Int], in machine: Machine, sample: Int, displayed: [Unit] = []
  ) throws {
    let reader = Reader(scan: scan, steps: steps, machine: machine, sample: sample)
    let program = machine.program
    let start = program.start(of: scan, at: steps.dropLast())
    timestep = steps.last ?? 0
    length = scan.steps
    let pass = scan.timestep(timestep)
    ticks = start + pass * scan.ticksPerStep + 1...start + (pass + 1) * scan.ticksPerStep
    tickCount = program.tickCount
    place = program.frames[scan.frame].path + Program.timesteps(steps.dropLast())
    let mask = scan.mask.map { program.values[$0] }.flatMap { $0.shape.rank == 0 ? $0 : nil }
    isMasked = try mask.flatMap { try reader.tensor($0) }?.elements.first == 0
    inputs = try scan.sequences.filter { $0.inner != mask?.id }.map { sequence in
      let value = program.values[sequence.inner]
      return Input(
        row: try reader.row(value, .input, scan.frame),
        reversed: sequence.isReversed ? scan.steps - 1 - (steps.last ?? 0) : nil)
    }
    let rows = try reader.rows()
    others = rows.filter { $0.row.value.shape.rank != 1 }.map(\.row)
    tables = try reader.tables(of: rows.filter { $0.row.value.shape.rank == 1 }, displayed)
  }

  /// What reads the values of one timestep.
  private struct Reader {
    let scan: Scan
    let steps: [Int]
    let machine: Machine
    let sample: Int

    typealias Placed = (frame: Int, row: Row)

    private var program: Program { machine.program }
    private var equations: [Equation] { program.equations.filter { $0.scan == scan.id } }

    /// The numbers of a value; nil where they are not computed yet.
    func tensor(_ value: Value, at steps: [Int]? = nil) throws -> Tensor? {
      let steps = steps ?? self.steps
      guard machine.isComputed(value, at: steps) else { return nil }
      return try machine.read(value, at: steps, sample: sample)
    }

    func row(
      _ value: Value, _ part: Part, _ frame: Int, by equation: Equation? = nil
    ) throws -> Row {
      Row(
        value: value,
        place: program.frames[frame].path + Program.timesteps(steps) + "." + value.name.ascii,
        note: equation?.note ?? "", part: part, equation: equation?.id,
        tick: machine.written(value, at: steps).reach, tensor: try tensor(value))
    }

    /// The states before the timestep and what its equations write, with the layer call of each.
    func rows() throws -> [Placed] {
      let equations = equations
      let frames = Dictionary(
        equations.map { ($0.result.id, $0.frame) }, uniquingKeysWith: { $1 })
      // What only its last value is wanted of is called a state as well, and never read as one.
      let read = Set(equations.flatMap { $0.term.values.map(\.id) })
      let before = try scan.carries.filter { read.contains($0.previous) }.map { carry -> Placed in
        let frame = frames[carry.next] ?? scan.frame
        return (frame, try row(program.values[carry.previous], .before, frame))
      }
      let left = Set(scan.carries.map(\.next) + scan.stacks.map(\.inner))
      let taken = Reader.takenApart(equations)
      let written = try equations.compactMap { equation -> Placed? in
        let id = equation.result.id
        guard left.contains(id) || !taken.contains(id) else { return nil }
        let part: Part = left.contains(id) ? .left : .way
        return (equation.frame, try row(equation.result, part, equation.frame, by: equation))
      }
      return before + written
    }

    /// The values of which equations read parts and never the whole.
    private static func takenApart(_ equations: [Equation]) -> Set<Int> {
      var (parts, wholes): (Set<Int>, Set<Int>) = ([], [])
      func visit(_ term: Term) {
        if case .value(let value) = term { wholes.insert(value.id) }
        if case .apply(let op, let operands) = term, op is Slice,
          case .value(let value)? = operands.first
        {
          parts.insert(value.id)
        } else {
          for child in term.children { visit(child) }
        }
      }
      for equation in equations { visit(equation.term) }
      return parts.subtracting(wholes)
    }

    // MARK: Tables

    /// The vectors of each layer call and width, in the order of the list.
    func tables(of rows: [Placed], _ displayed: [Unit]) throws -> [Table] {
      struct Key: Hashable { let frame, units: Int }
      var order: [Key] = []
      var groups: [Key: [Row]] = [:]
      for (frame, row) in rows {
        let key = Key(frame: frame, units: row.value.shape.count)
        if groups[key] == nil { order.append(key) }
        groups[key, default: []].append(row)
      }
      return try order.filter { $0.units > 0 }.map { key in
        let rows = groups[key] ?? []
        let ids = Set(rows.map(\.value.id))
        let units = displayed.filter { $0.unit < key.units && !ids.isDisjoint(with: $0.values) }
          .map(\.unit)
        return Table(
          path: program.frames[key.frame].path, units: key.units, rows: rows, displayed: units,
          change: try change(of: rows, key.units))
      }
    }

    /// The largest change of a state of each unit; without a state, that of what is written last.
    private func change(of rows: [Row], _ units: Int) throws -> [Double] {
      var result = [Double](repeating: 0, count: units)
      func add(_ old: Tensor?, _ new: Tensor?) {
        guard let new, new.count == units else { return }
        let before = old?.elements ?? [Double](repeating: 0, count: units)
        for (unit, pair) in zip(before, new.elements).enumerated() {
          let size = abs(pair.1 - pair.0)
          result[unit] = max(result[unit], size.isNaN ? .infinity : size)
        }
      }
      let ids = Set(rows.map(\.value.id))
      let carries = scan.carries.filter { ids.contains($0.next) }
      for carry in carries {
        add(
          try tensor(program.values[carry.previous]), try tensor(program.values[carry.next]))
      }
      if carries.isEmpty, let last = rows.last(where: { $0.tensor != nil }) {
        let step = (steps.last ?? 0) - 1
        add(
          step < 0 ? nil : try tensor(last.value, at: steps.dropLast() + [step]), last.tensor)
      }
      return result
    }
  }
}
