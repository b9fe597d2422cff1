import Equations
import Expressions
import Terms

extension Program {
  /// The value of the timestep before that a state has, for the equation that writes it; the weight, for the equation that
  /// changes it.
  func state(writtenBy equation: Equation) -> Value? {
    guard let scan = equation.scan else {
      let update = updates.first { (aliases[$0.next] ?? $0.next) == equation.result.id }
      return update.map { values[$0.given] }
    }
    return scans[scan].carries.first { carry in
      (aliases[carry.next] ?? carry.next) == equation.result.id
    }.map { values[$0.previous] }
  }
}

extension Machine {
  /// The equations that write what a word names, the word as it can be typed anywhere, and the
  /// timesteps that it gives.
  func watched(
    _ word: String, in frame: StackFrame?
  ) throws -> (word: String, equations: Set<Int>, steps: [Int]) {
    if isOfClass(word) { return (word, try places(word).equations, []) }
    let meaning = try meaning(of: word, in: frame)
    var equations: Set<Int> = []
    for value in meaning.values {
      if let id = equation(behind: value) { equations.insert(id) }
    }
    guard !equations.isEmpty else { throw PlaceError.isNoEquation(word) }
    let steps = word.contains("@") ? meaning.steps : []
    return (meaning.path + Program.timesteps(steps) + meaning.tail, equations, steps)
  }

  /// Whether a word names a value of every layer of a class: `LSTM.C`.
  func isOfClass(_ word: String) -> Bool {
    let kind = String(word.prefix { $0 != "." })
    guard word.count > kind.count, program.frames.contains(where: { $0.isOf(kind) }),
      (try? PlaceWord(word, program.frames))?.frame == nil
    else { return false }
    return (try? places(word)) != nil
  }

  /// The equation whose result a value is, also as a state, under another name, or after a loop; of a weight the one
  /// that changes it.
  func equation(behind value: Value) -> Int? {
    switch writers[value] {
    case .equation(let id): return id
    case .state(_, let next): return equation(behind: program.values[next])
    case .leave: return writers.inside(value).flatMap { equation(behind: $0) }
    case .given:
      // A weight becomes another with the equation that updates it.
      let original = writers.original(value).id
      return program.updates.first { $0.given == original }
        .flatMap { equation(behind: program.values[$0.next]) }
    case .enter, .part: return nil
    }
  }
}

/// The names of an environment, and those of the layers of a class.
struct ClassNames: Names {
  let machine: Machine
  let environment: any Environment

  var names: [String] { environment.names }
  var functions: [String: FunctionMaker] { environment.functions }

  func isName(_ word: String) -> Bool { environment.isName(word) || machine.isOfClass(word) }

  /// Whether a word is a value of the machine, not one of the person's own.
  func isValue(_ word: String, in frame: StackFrame?) -> Bool {
    machine.isName(word, in: frame) || machine.isOfClass(word)
  }
}

/// One word that stands for a term, and no other.
struct OneTerm: TermScope {
  let word: String
  let term: Term
  let environment: any Environment

  var names: [String] { environment.names }
  var functions: [String: FunctionMaker] { environment.functions }
  func isName(_ word: String) -> Bool { word == self.word || environment.isName(word) }
  func term(named word: String) -> Term? { word == self.word ? term : nil }
}
