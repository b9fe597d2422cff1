import Debugging
import Equations
import Models
import Tensors
import Terms

/// Where a run first differs from what another implementation computed.
///
/// The other's numbers are arrays named as in a trace (`lstm.f`, with time as an axis), as layers
/// (`lstm`), or as the model's inputs and outputs (`x0`, `y0`); as many or as few as there are.
package struct Divergence: Sendable {
  /// The first two numbers that are too far apart, in the order of computation.
  package struct Place: Sendable {
    /// The array of the other implementation.
    package let array: String
    /// The tick at which the number was computed here; 0 for an input.
    package let tick: Int
    package let sample: Int
    /// The element of the value.
    package let index: [Int]
    package let own, other: Double
    /// The value's shape in one timestep of one sample, and all its numbers there.
    package let shape: Shape
    package let numbers: [(own: Double, other: Double)]
    /// How many of them are too far apart.
    package let differing: Int

    fileprivate init(
      _ block: DifferingBlocks.Block, _ match: (array: NamedTensor, value: Value), _ array: Tensor,
      _ machine: Machine
    ) throws {
      self.array = match.array.name
      (tick, sample, index) = (block.tick, block.sample, block.index)
      (own, other, differing) = (block.own, block.other, block.differing)
      shape = match.value.shape
      let all = try machine.read(match.value, at: block.steps, sample: block.sample).elements
      numbers = zip(all, array.elements[block.start...]).map { (own: $0, other: $1) }
    }

    /// The place of the number in them.
    package var element: Int {
      zip(index, shape.strides).reduce(0) { $0 + $1.0 * $1.1 }
    }
  }

  package let first: Place?
  /// The array that was compared last before it and agrees.
  package let lastAgreeing: String?
  /// The arrays that were compared.
  package let compared: [String]
  /// Those that could not be, each with its reason.
  package let skipped: [ArrayCheck]
  /// The equations that the other has no array of.
  package let missing: [String]
  /// What was guessed: names matched by their order.
  package let remarks: [String]
  /// The widest that any array had.
  package let tolerance: Tolerance
  /// The arrays in which some number is too far away, but no farther than rounding takes it.
  package let rounding: [String]
  /// Each array as a whole, in the order of computation.
  package let comparisons: [ArrayComparison]

  /// Compares a run with arrays, which have a leading axis of samples or, for one sample, none.
  ///
  /// Of arrays of more samples, `row` says which of them was fed. Only what the run has computed is
  /// compared; `compute` may run it on, and is called where some array has the shape of what it is of.
  /// `precise` is the same run in float64; without it, and with a tolerance, that alone
  /// decides.
  package init(
    of machine: Machine, _ model: Model, from arrays: [NamedTensor], row: Int? = nil,
    _ tolerance: Tolerance? = nil, precise: PreciseRun? = nil, compute: () throws -> Void = {}
  ) throws {
    let program = machine.program
    let arrays = row.map { row in arrays.map { $0.sample(row) } } ?? arrays
    let reference = Reference(model: model, run: Run(machine), tolerance, precise)
    let found = try Matches(arrays, reference)
    let fits = found.pairs.contains { match in
      match.array.tensor.withSamples(reference.run.shape(of: match.value)) != nil
    }
    if fits { try compute() }
    var first: Place?
    var lastAgreeing: (name: String, tick: Int)?
    var compared: [String] = []
    var rounding: [String] = []
    var skipped = found.skipped
    var comparisons: [(tick: Int, comparison: ArrayComparison)] = []
    for match in found.pairs {
      let shape = reference.run.shape(of: match.value)
      guard let array = match.array.tensor.withSamples(shape) else {
        skipped.append(
          ArrayCheck(match.array.name, match.array.tensor.shape, .shapeDiffers(found: shape)))
        continue
      }
      compared.append(match.array.name)
      if let own = try? reference.run.tensor(match.value), own.shape == array.shape {
        let one = ArrayComparison(
          match.array.name, own, array, reference.tolerance(of: match.value))
        comparisons.append((machine.written(match.value).tick, one))
      }
      let blocks = try DifferingBlocks(match.value, machine, reference).list(from: array)
      if blocks.contains(where: \.isRounding) { rounding.append(match.array.name) }
      if let block = blocks.first(where: { !$0.isRounding }), block.tick < first?.tick ?? .max {
        first = try Place(block, match, array, machine)
      }
    }
    let names = Set(compared)
    if let first {
      for match in found.pairs where names.contains(match.array.name) {
        let tick = machine.written(match.value).tick
        if match.array.name != first.array, tick < first.tick, tick >= lastAgreeing?.tick ?? 0 {
          lastAgreeing = (match.array.name, tick)
        }
      }
    }
    self.first = first
    self.lastAgreeing = lastAgreeing?.name
    self.compared = compared
    self.skipped = skipped
    missing = NamedValues.equations(of: program).names.filter { !names.contains($0) }
    remarks = found.remarks
    self.rounding = rounding
    self.comparisons = comparisons.sorted { $0.tick < $1.tick }.map(\.comparison)
    self.tolerance =
      found.pairs.map { reference.tolerance(of: $0.value) }.max { $0.absolute < $1.absolute }
      ?? tolerance ?? Tolerance()
  }
}

/// The arrays of another implementation, each with the value that it is of.
private struct Matches {
  private(set) var pairs: [(array: NamedTensor, value: Value)] = []
  private(set) var skipped: [ArrayCheck] = []
  private(set) var remarks: [String] = []

  init(_ arrays: [NamedTensor], _ reference: Reference) throws {
    let program = reference.run.program
    let equations = NamedValues.equations(of: program)
    var layers: [NamedTensor] = []
    // At the same tick, an equation says more than the layer or the model that gives it out.
    var outputs: [(array: NamedTensor, value: Value)] = []
    var traced: [NamedTensor] = []
    for array in arrays {
      if let input = Matches.input(array.name, program) {
        pairs.append((array, input))
      } else if let index = reference.output(array.name) {
        if program.outputs.indices.contains(index) {
          outputs.append((array, program.outputs[index]))
        } else {
          skipped += try reference.outputs([array])
        }
      } else if equations[array.name] != nil || array.name.contains(".") {
        traced.append(array)
      } else {
        layers.append(array)
      }
    }
    let groups: [([NamedTensor], ArrayName.Detail, NamedValues)] = [
      (traced, .equation, equations), (layers, .output, NamedValues.layers(of: program)),
    ]
    for (group, detail, named) in groups {
      let whole = group.map { array in
        let value = named[array.name]
        let shape = value.map(reference.run.shape)
        return NamedTensor(
          array.name, shape.flatMap(array.tensor.withSamples) ?? array.tensor)
      }
      let (matched, remarks) = try reference.matched(whole, detail)
      self.remarks += remarks
      for pair in matched {
        if let value = pair.value {
          pairs.append((pair.array, value))
        } else {
          skipped.append(reference.missing(pair.array, pair.name, detail))
        }
      }
    }
    pairs += outputs
  }

  /// `x0`, `x1`, …; `x` for a single one.
  private static func input(_ name: String, _ program: Program) -> Value? {
    if name == "x", program.inputs.count == 1 { return program.inputs.first }
    return program.inputs.indices.first { name == "x\($0)" }.map { program.inputs[$0] }
  }
}

extension NamedTensor {
  /// One sample of an array, with a leading axis of one.
  fileprivate func sample(_ row: Int) -> NamedTensor {
    guard let one = tensor.row(row), let lifted = one.reshaped(one.shape.inserting(1, at: 0)) else {
      return self
    }
    return NamedTensor(name, lifted)
  }
}

extension Tensor {
  /// The same numbers in a shape with a leading axis of one sample, or as they are; nil when they
  /// are of neither shape.
  fileprivate func withSamples(_ shape: Shape) -> Tensor? {
    if self.shape == shape { return self }
    return shape.dims.first == 1 && self.shape == shape.removing(0) ? reshaped(shape) : nil
  }
}
