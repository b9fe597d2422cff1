import Containers
import Engine
import Equations
import Expressions
import Tensors
import Terms

/// An expression that is true or not after an equation was executed, its names those of the
/// equation's layer and timestep.
final class Condition {
  private let expression: Expression
  private let bound: BoundTerm?
  private let names: Naming

  /// What an expression as a condition must be.
  enum Misuse: Reported, Sendable, Equatable {
    case manyNumbers(String, Shape)

    var exitCode: Int32 { ExitStatus.badUsage }

    var message: String {
      switch self {
      case .manyNumbers(let text, let shape):
        "\(text) is \(shape), and a condition is one truth value: write any(…) or all(…)"
      }
    }
  }

  /// Reads the text as it is meant after an equation; throws what it does not know there.
  init(_ text: String, after id: Int, in machine: Machine, _ names: @escaping Naming, sample: Int)
    throws
  {
    self.names = names
    let frame = machine.frame(of: id)
    let environment = names(frame)
    expression = try Expression(text, names: environment)
    if let error = expression.unknownName(in: environment, meant: machine.elsewhere) {
      throw error
    }
    let scope = NearValues(
      machine: machine, equation: id, frame: frame, environment: environment)
    let term = try? expression.term(in: scope)
    bound = term.flatMap { BoundTerm($0, in: machine.engine.memory, sample: sample) }
    if let bound, bound.shape.count != 1 { throw Misuse.manyNumbers(text, bound.shape) }
  }

  /// Whether it is true where the machine stands.
  func isTrue(at steps: SIMD4<Int>, in machine: Machine) throws -> Bool {
    if let bound { return try bound.isTrue(at: steps) }
    let value = try expression.evaluate(in: names(machine.stack.first))
    guard value.count == 1 else { throw Misuse.manyNumbers(expression.source, value.shape) }
    return value.elements.first != 0
  }
}

/// What words mean, seen from a frame: the console knows more of them than the machine.
package typealias Naming = (StackFrame?) -> any Environment

/// The values that are there whenever an equation has been executed, in its own timesteps: their
/// addresses follow from the timesteps.
private struct NearValues: TermScope {
  let machine: Machine
  let equation: Int
  let frame: StackFrame?
  let environment: any Environment

  var names: [String] { environment.names }
  var functions: [String: FunctionMaker] { environment.functions }
  func isName(_ word: String) -> Bool { environment.isName(word) }

  func term(named word: String) -> Term? {
    guard !word.contains("@"), let meaning = try? machine.meaning(of: word, in: frame),
      let value = meaning.values.first, meaning.values.count == 1
    else { return nil }
    let program = machine.program
    let loops = program.loops(value.scope)
    let here = program.axes(program.equations[equation].scan)
    guard meaning.steps.count == loops.count, here.starts(with: loops) else { return nil }
    let first = program.filled([], for: program.equations[equation].scan)
    let isThere =
      machine.written(value, at: first) <= Position(program.tick(of: equation, at: first))
    return isThere ? .value(value) : nil
  }
}

extension Machine {
  /// The frame in which an equation stands, in the first timesteps.
  func frame(of equation: Int) -> StackFrame? {
    let steps = program.filled([], for: program.equations[equation].scan)
    return program.moment(program.tick(of: equation, at: steps)).flatMap {
      program.stack(of: $0).first
    }
  }
}
