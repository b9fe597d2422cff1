import Debugging
import Equations
import Expressions
import Layers
import Tensors
import Terms

/// One execution of an equation whose value is asked for, to compute it as a mistake does but from
/// right operands: somebody who is asked for the next value has those before it.
struct LocalEquation {
  private let machine: Machine
  private let given: GivenNumbers
  private let path: String
  private let name: Name
  private let frame: StackFrame

  /// Nil where several executions are asked for, or what no equation wrote.
  init?(_ given: [GivenNumbers], _ machine: Machine) {
    guard let only = given.first, given.count == 1,
      let found = try? machine.lookup(only.place, in: .model), found.overTime == nil,
      let id = found.equation,
      let frame = machine.frame(of: id, at: found.steps)
    else { return nil }
    let equation = machine.program.equations[id]
    self.given = only
    self.machine = machine
    self.frame = frame
    path = machine.program.frames[equation.frame].path
    name = equation.result.name
  }

  /// What a program that was changed has there, given right operands; nil where the change is
  /// elsewhere or needs other samples.
  func values(of changed: Program) -> [Double]? {
    let change = changed.changes.first { change in
      let equation = changed.equations[change.equation]
      return equation.result.name == name && changed.frames[equation.frame].path == path
    }
    guard let change else { return nil }
    let term = changed.equations[change.equation].term
    guard !term.looksAtOtherSamples else { return nil }
    let text = term.formula(.typed).text
    var values: [Double] = []
    for sample in given.samples {
      let scope = Scope(machine: machine, frame: frame, sample: sample)
      guard let expression = try? Expression(text, names: scope),
        let tensor = try? expression.evaluate(in: scope), let own = given.counterpart(in: tensor)
      else { return nil }
      values += own
    }
    return values
  }

  /// The names of the place.
  private struct Scope: Environment {
    let machine: Machine
    let frame: StackFrame
    let sample: Int

    var names: [String] { machine.words(in: frame) }
    var functions: [String: FunctionMaker] { Activations.makers }

    func isName(_ word: String) -> Bool { machine.isName(word, in: frame) }

    func tensor(named word: String) throws(Unavailable) -> Tensor? {
      guard isName(word) else { return nil }
      do {
        return try machine.lookup(word, in: frame, sample: sample).tensor
      } catch {
        throw Unavailable("\(error)")
      }
    }
  }
}
