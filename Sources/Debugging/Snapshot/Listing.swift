import Equations
import Tensors
import Terms

/// The equations as they are listed, layer call by layer call, and where one stands among them: what
/// the source is to a debugger of source.
package struct Listing {
  package let program: Program
  /// The execution where one stands; nil at the start, and before anything is fed.
  package let current: Moment?

  package init(_ program: Program, current: Moment?) {
    (self.program, self.current) = (program, current)
  }

  /// One layer call.
  package struct Section {
    package let frame: Frame
    package let inputs: [Input]
    package let lines: [Line]
    /// How many timesteps its loop has, and in which one stands; nil outside loops.
    package let timesteps: (count: Int, current: Int?)?
  }

  /// An input of a layer call, and what it is another name for, where there are several.
  package struct Input {
    package let value: Value
    package let source: Source?
  }

  package enum Source {
    /// One of the outputs of a layer call.
    case output(Int, of: String)
    case value(Name)
  }

  /// One equation.
  package struct Line {
    package let equation: Equation
    /// Its tick, which `goto` takes: in the timestep where one stands, or in the first of a loop.
    package let tick: Int
    package let isCurrent: Bool
    /// The weights that it brings in.
    package let weights: [Value]
  }

  /// A layer call by its number in `Program.frames`; nil where it has no equation of its own.
  package func section(_ id: Int) -> Section? {
    let equations = program.equations.filter { $0.frame == id }
    guard let first = equations.first, program.frames.indices.contains(id) else { return nil }
    let frame = program.frames[id]
    let inputs = frame.inputs.map { value in
      Input(value: value, source: frame.inputs.count > 1 ? source(of: value) : nil)
    }
    let isHere = current.map { program.equations[$0.equation].frame == id } ?? false
    let loop = first.scan ?? equations.lazy.compactMap(\.scan).first
    return Section(
      frame: frame, inputs: inputs,
      lines: equations.map { equation in
        Line(
          equation: equation, tick: tick(of: equation), isCurrent: equation.id == current?.equation,
          weights: equation.term.values.filter { $0.role == .weight && $0.shape.rank > 0 })
      },
      timesteps: loop.map { (program.scans[$0].steps, isHere ? current?.steps.last : nil) })
  }

  /// The tick of an equation in the timesteps where one stands, in those of its loops that one is in.
  private func tick(of equation: Equation) -> Int {
    let here = current.map { program.axes(program.equations[$0.equation].scan) } ?? []
    let steps = zip(zip(program.axes(equation.scan), here), current?.steps ?? [])
      .prefix { $0.0.0 == $0.0.1 }.map(\.1)
    return program.tick(of: equation.id, at: program.filled(steps, for: equation.scan))
  }

  /// The calls of a layer and of those inside it, by its path.
  package func calls(of layer: String) -> [Int] {
    program.frames.filter { $0.path == layer || $0.path.hasPrefix(layer + "/") }.map(\.id)
  }

  /// What an input is another name for: what a layer call gives, or an input of the model.
  private func source(of input: Value) -> Source? {
    guard let id = program.aliases[input.id] else { return nil }
    for frame in program.frames {
      if let index = frame.outputs.firstIndex(where: { $0.id == id }) {
        return .output(index, of: frame.path)
      }
    }
    return .value(program.values[id].name)
  }
}

extension Debugger {
  /// The equations of what was fed; before that, those of one sample, where the model fixes all
  /// sizes. Throws when there are none yet.
  package func listing() throws -> Listing {
    let session = try requireSession()
    if session.machine == nil, let program = try session.expectedProgram() {
      return Listing(program, current: nil)
    }
    let machine = try requireMachine().1
    return Listing(machine.program, current: machine.current)
  }
}
