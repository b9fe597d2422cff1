import Containers
import Equations
import Expressions
import Tensors
import Terms

/// What words mean in one timestep of a loop: those of the frame in it as they were there, and of
/// a stack over time (`lstm.C`) its row.
struct ScopeOverTime: Environment {
  let debugger: Debugger
  /// The frame in a timestep; nil outside loops.
  let frame: StackFrame?
  let step: Int
  let stacks: Stacks

  /// Stacks over time that were looked up, kept from timestep to timestep.
  final class Stacks {
    var found: [String: (rows: Tensor, first: Int)] = [:]
    /// How many timesteps the loop has.
    var length: Int?
  }

  private var here: Scope { Scope(debugger, in: frame) }

  var names: [String] { here.names }
  func isName(_ word: String) -> Bool { here.isName(word) }
  var functions: [String: FunctionMaker] { here.functions }

  func tensor(named word: String) throws(Unavailable) -> Tensor? {
    if let stack = try stack(word) {
      guard step >= stack.first, let row = stack.rows.row(step - stack.first) else {
        throw Unavailable("\(word) is not computed yet in timestep \(step)")
      }
      return row
    }
    return try here.tensor(named: word)
  }

  func gradient(of text: String, by variable: String) throws(Unavailable) -> Tensor? {
    try here.gradient(of: text, by: variable)
  }

  private func stack(_ word: String) throws(Unavailable) -> (rows: Tensor, first: Int)? {
    if let known = stacks.found[word] { return known }
    guard here.isValue(word), let session = debugger.session, let machine = session.machine,
      let found = try? machine.lookup(word, in: frame, sample: session.sample),
      let time = found.overTime
    else { return nil }
    stacks.found[word] = (found.tensor, time.first)
    if let length = stacks.length, length != time.of {
      throw Unavailable("\(word) has \(time.of) timesteps, and others here have \(length)")
    }
    stacks.length = time.of
    return stacks.found[word]
  }
}

/// An expression's value in one timestep after the other.
package struct ValuesOverTime {
  /// One row a timestep, as far as there are any.
  package let rows: [Tensor]
  /// How many timesteps there are in all.
  package let length: Int

  /// That an expression speaks of no loop.
  package struct NoLoop: Reported, Sendable {
    package let text: String
    package var exitCode: Int32 { ExitStatus.badUsage }

    package var message: String { "there is no loop over time in \(text)" }
  }

  /// Throws where the expression has no value in timestep 0, and `NoLoop`.
  package init(_ expression: Expression, in debugger: Debugger) throws {
    let stacks = ScopeOverTime.Stacks()
    let frame = debugger.selectedFrame
    let loop = frame.flatMap { $0.scans.last }
    if let loop { stacks.length = debugger.session?.machine?.program.scans[loop].steps }
    var rows: [Tensor] = []
    var length = 1
    while rows.count < length, !Interruption.isWished() {
      let step = rows.count
      var moved = frame
      if let frame, loop != nil {
        moved = StackFrame(
          frame: frame.frame, scans: frame.scans, steps: frame.steps.dropLast() + [step])
      }
      let scope = ScopeOverTime(debugger: debugger, frame: moved, step: step, stacks: stacks)
      let row: Tensor
      do {
        row = try expression.evaluate(in: scope, limit: debugger.elementLimit)
      } catch {
        // What is not computed yet ends the line; what has no value at all is an error.
        if step == 0 || length == 1 { throw error }
        break
      }
      guard let all = stacks.length else {
        throw NoLoop(text: expression.source)
      }
      length = all
      rows.append(row)
    }
    (self.rows, self.length) = (rows, length)
  }
}
