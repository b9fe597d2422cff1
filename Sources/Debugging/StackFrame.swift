import Equations
import Terms

/// A layer call that a position stands in, with the timesteps of the loops it is in.
package struct StackFrame: Sendable, Hashable {
  /// Its number in `Program.frames`.
  package let frame: Int
  /// The loops of the call and of those around it, outermost first, by the axes that values lie along.
  package let scans: [Int]
  /// The timestep of each.
  package let steps: [Int]

  package init(frame: Int, scans: [Int], steps: [Int]) {
    (self.frame, self.scans, self.steps) = (frame, scans, steps)
  }

  /// The model itself, around all calls: from it, only inputs, layers and outputs have names.
  package static let model = StackFrame(frame: -1, scans: [], steps: [])
}

extension Machine {
  /// The layer calls that the current equation stands in, innermost first; none at the start.
  package var stack: [StackFrame] {
    guard let moment = current else { return [] }
    return program.stack(of: moment)
  }

  /// The layer call that an execution of an equation stands in, wherever the position is.
  package func frame(of equation: Int, at steps: [Int]) -> StackFrame? {
    guard program.equations.indices.contains(equation),
      steps.count == program.loops(program.equations[equation].scan).count
    else { return nil }
    return program.moment(program.tick(of: equation, at: steps)).flatMap {
      program.stack(of: $0).first
    }
  }

  /// The tick before the first equation of a frame, in its timesteps.
  package func start(of frame: StackFrame) -> Int {
    guard frame != .model, let id = scopes.first(in: frame.frame) else { return 0 }
    let steps = program.filled(frame.steps, for: program.equations[id].scan)
    return program.tick(of: id, at: steps) - 1
  }

  /// `encoder/lstm@2`.
  package func text(_ frame: StackFrame) -> String {
    guard program.frames.indices.contains(frame.frame) else { return "model" }
    return program.frames[frame.frame].path + Program.timesteps(frame.steps)
  }
}

extension Program {
  func stack(of moment: Moment) -> [StackFrame] {
    let around = loops(equations[moment.equation].scan)
    var calls: [Int] = []
    var next: Int? = equations[moment.equation].frame
    while let id = next, frames.indices.contains(id) {
      calls.append(id)
      next = frames[id].parent
    }
    return calls.indices.map { place in
      let outside = Set(calls[place...])
      let own = around.prefix { outside.contains(scans[$0].frame) }
      return StackFrame(
        frame: calls[place], scans: own.map { scans[$0].axis ?? $0 },
        steps: Array(moment.steps.prefix(own.count)))
    }
  }

  /// `lstm@2.C`: where an execution is, as it can be typed.
  package func place(of moment: Moment) -> String {
    let equation = equations[moment.equation]
    let path = frames.indices.contains(equation.frame) ? frames[equation.frame].path : ""
    return path + Program.timesteps(moment.steps) + "." + equation.result.name.ascii
  }

  static func timesteps(_ steps: some Collection<Int>) -> String {
    steps.map { "@\($0)" }.joined()
  }
}
