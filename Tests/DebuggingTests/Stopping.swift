import Equations
import Expressions
import Layers
import Tensors

@testable import Debugging

extension Breakpoints {
  /// Breakpoints whose words are a machine's alone.
  static func of(_ machine: Machine, sample: Int = 0) -> Breakpoints {
    let breakpoints = Breakpoints { [unowned machine] frame in
      MachineNames(machine: machine, frame: frame, sample: sample)
    }
    breakpoints.sample = { sample }
    machine.stopping = breakpoints
    return breakpoints
  }

  func add(_ kind: Breakpoint.Kind, if condition: String? = nil, in machine: Machine) throws {
    _ = try add(kind, if: condition, in: machine, frame: .model)
  }
}

extension Machine {
  /// Where `continue` stops, up to the end, or back to the start.
  func stops(backwards: Bool = false) throws -> [Int] {
    var ticks: [Int] = []
    while true {
      guard case .breakpoint = try resume(backwards: backwards).reason else { return ticks }
      ticks.append(position.tick)
    }
  }

  /// The executions of an equation in their order.
  func moments(of equation: Int) -> [Moment] {
    (1...max(program.tickCount, 1)).compactMap { program.moment($0) }
      .filter { $0.equation == equation }
  }
}

/// The names of a machine, seen from a frame.
struct MachineNames: Environment {
  let machine: Machine
  let frame: StackFrame?
  let sample: Int

  var names: [String] { machine.words(in: frame) }
  func isName(_ word: String) -> Bool { machine.isName(word, in: frame) }

  func tensor(named word: String) throws(Unavailable) -> Tensor? {
    do {
      return try machine.lookup(word, in: frame, sample: sample).tensor
    } catch {
      throw Unavailable("\(error)")
    }
  }
}
