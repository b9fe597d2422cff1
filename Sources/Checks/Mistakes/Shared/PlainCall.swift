import Equations
import Terms

/// A call of a layer with one input and one output that none of its equations computes in a loop: as a whole it can be
/// left out, done twice, or done in the place of the call behind it.
struct PlainCall: Placed {
  let frame: Frame
  let input: Value
  /// The equation that gives its output.
  let output: Equation
  private let own: [Equation]
  private let anatomy: Anatomy
  var path: String { frame.path }

  /// Nil of a call that hands its input on, and of one with other calls inside.
  init?(_ frame: Frame, _ anatomy: Anatomy) {
    let program = anatomy.program
    guard frame.inputs.count == 1, frame.outputs.count == 1, let input = frame.inputs.first,
      let last = frame.outputs.first
    else { return nil }
    let id = program.aliases[last.id] ?? last.id
    let own = program.equations.filter { $0.frame == frame.id }
    guard !own.contains(where: { $0.scan != nil }),
      !program.frames.contains(where: { $0.parent == frame.id }),
      let output = own.last(where: { $0.result.id == id }),
      own.filter({ $0.result.name == output.result.name }).count == 1
    else { return nil }
    (self.frame, self.input, self.output, self.own, self.anatomy) =
      (frame, input, output, own, anatomy)
  }

  /// The one of some calls that reads what it gives, where nothing else does.
  func reader(among others: [PlainCall]) -> PlainCall? {
    let results = [output.result]
    let readers = anatomy.calls.filter { frame in
      frame.inputs.contains { anatomy.isAmong(results, $0) }
    }
    guard readers.count == 1,
      !anatomy.program.outputs.contains(where: { anatomy.isAmong(results, $0) })
    else { return nil }
    return others.first { $0.frame.id == readers[0].id }
  }

  /// What becomes of its output in a program that is lowered anew.
  func revision(_ change: @escaping @Sendable (Draft) -> Term?) -> Revision {
    .equation(output.result.name.ascii, in: [path], change)
  }

  /// So many parts a formula may have that is written in one.
  private static let longest = 400

  /// All of the call as one formula of another input: its equations put into each other, its weights as they stand in a
  /// program that is lowered anew. Nil where one of them is not there.
  ///
  /// `end`: the equation that it ends with, where that is not its last one.
  func formula(of x: Term, endingWith end: String? = nil, in equations: Equations) -> Term? {
    var isWhole = true
    func written(_ term: Term) -> Term {
      term.replacing { part in
        guard let value = part.value else { return nil }
        if anatomy.isAmong([input], value) { return x }
        let id = anatomy.program.aliases[value.id] ?? value.id
        if let inner = own.first(where: { $0.result.id == id }) { return written(inner.term) }
        guard let weight = equations.value(value.name.ascii, of: path) else {
          isWhole = false
          return nil
        }
        return weight
      }
    }
    guard own.reduce(0, { $0 + $1.term.places.count }) <= PlainCall.longest else { return nil }
    let last = end.flatMap { name in own.last { $0.result.name.ascii == name } } ?? output
    let whole = written(last.term)
    return isWhole ? whole : nil
  }
}

extension Anatomy {
  /// The calls that can be done as a whole elsewhere.
  var plainCalls: [PlainCall] {
    program.loss == nil ? calls.compactMap { PlainCall($0, self) } : []
  }

  /// A mistake in all calls of a class, for each class, and in each call alone.
  func inEachKind(_ calls: [PlainCall], _ slip: ([PlainCall]) -> Slip?) -> [Slip] {
    calls.map(\.frame.kind).distinct.flatMap { kind in
      inEach(calls.filter { $0.frame.kind == kind }, slip)
    }
  }
}
