import Debugging
import Equations
import Models
import Tensors
import Terms

/// Every named value of a prediction as an array: `lstm.f` with time as its first axis.
package enum Trace {
  /// The values of all equations that were executed, `layer.equation`, in order: (T, units) for one
  /// sample, (N, T, units) for a batch. A second equation of the same name is `lstm.y#2`.
  package static func arrays(_ machine: Machine, isBatch: Bool) throws -> [NamedTensor] {
    let program = machine.program
    return try zip(program.equationPlaces, program.equations).map { name, equation in
      let samples = try (0..<(isBatch ? machine.samples : 1)).map { sample in
        try overTime(equation, machine, sample)
      }
      let whole = isBatch ? Tensor.stack(samples) : samples.first
      return NamedTensor(
        name, whole ?? Tensor(equation.result.shape, equation.result.dtype, repeating: .nan))
    }
  }

  /// The value in all timesteps of the loops around the equation.
  private static func overTime(_ equation: Equation, _ machine: Machine, _ sample: Int) throws
    -> Tensor
  {
    let lengths = machine.program.loops(equation.scan).map { machine.program.scans[$0].steps }
    var elements: [Double] = []
    for steps in Steps(lengths) {
      elements += try machine.read(equation.result, at: steps, sample: sample).elements
    }
    return Tensor(
      Shape(lengths + equation.result.shape.dims), equation.result.dtype, elements)
  }

  /// All timesteps of nested loops, the innermost running fastest.
  struct Steps: Sequence, IteratorProtocol {
    private let lengths: [Int]
    private var steps: [Int]?

    init(_ lengths: [Int]) {
      self.lengths = lengths
      steps = lengths.contains(0) ? nil : [Int](repeating: 0, count: lengths.count)
    }

    mutating func next() -> [Int]? {
      guard let current = steps else { return nil }
      var following = current
      for place in lengths.indices.reversed() {
        following[place] += 1
        if following[place] < lengths[place] {
          steps = following
          return current
        }
        following[place] = 0
      }
      steps = nil
      return current
    }
  }
}
