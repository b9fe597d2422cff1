import Equations
import Tensors
import Terms

/// Numbers in equal steps from one to another, and powers in such.
extension OperationRules {
  static let steps = [
    OperationRule("Linspace", tf: ["linspace", "linspace_nd"]) { call in
      let (start, stop) = try call.ends()
      return try call.inSteps(from: start, to: stop)
    },
    OperationRule("Logspace") { call in
      let (start, stop) = try call.ends()
      let base = try call.number("base") ?? 10
      return .apply(Power(), [.number(base), try call.inSteps(from: start, to: stop)])
    },
  ]
}

extension OperationCall {
  /// Both ends, one of which at least is a tensor of the graph; the other may be a number or an array of the file.
  fileprivate func ends() throws -> (Term, Term) {
    let given = try operands(["start"], ["stop"])
    // Between whole numbers Keras 3 makes fractions.
    let operands = isTensorFlow ? given : given.map { $0.isNumber ? $0 : real($0) }
    guard let shape = operands.map(\.shape).max(by: { $0.rank < $1.rank }),
      operands.allSatisfy({ $0.isNumber || dtype(of: $0).isFloat }),
      operands.allSatisfy({ $0.shape.broadcast(with: shape) == shape })
    else { throw misuse("between tensors of unlike shapes, or whole numbers, is not supported") }
    let format = operands.filter { !$0.isNumber }.map(dtype(of:)).first ?? .float32
    let whole = try operands.map { term in
      term.shape == shape && !term.isNumber
        ? term : term * (try eq.constant("ones", shape, format, repeating: 1))
    }
    return (whole[0], whole[1])
  }

  /// The place of the new axis, of a sample that has it.
  private func newAxis(_ shape: Shape) throws -> Int {
    let rank = shape.rank + 1
    return try axis(try integer("axis") ?? 0, rank: rank) + rank
  }

  /// With the new axis, of length 1.
  private func lifted(_ x: Term) throws -> Term {
    x(Reshape(x.shape.inserting(1, at: try newAxis(x.shape)).dims))
  }

  /// So many numbers between both ends, the second of which may be left out.
  fileprivate func inSteps(from start: Term, to stop: Term) throws -> Term {
    let count = try integer("num") ?? 50
    let hasEnd = try flag("endpoint", default: true)
    guard try !flag("retstep"), (2...1024).contains(count),
      try dtype() ?? dtype(of: start) == dtype(of: start)
    else { throw misuse("with these settings is not supported") }
    let place = try newAxis(start.shape)
    let (first, last) = (try lifted(start), try lifted(stop))
    let parts = hasEnd ? count - 1 : count
    let dims = first.shape.dims.indices.map { $0 == place ? parts : 1 }
    let steps = try eq.constant("i", Shape(dims), dtype(of: start)) {
      (0..<parts).map(Double.init)
    }
    let inside = first + (last - first) / .number(Double(parts)) * steps
    // The last one is the end itself, whatever the steps round to.
    return hasEnd
      ? .apply(Concatenate(axis: place - first.shape.rank), [inside, last]) : inside
  }
}
