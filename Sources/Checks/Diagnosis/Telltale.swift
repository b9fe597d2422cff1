import Debugging
import Equations
import Tensors

/// Finds the value that tells mistakes apart which give the same numbers in the places asked for.
struct Telltale {
  let experiment: Experiment

  /// So many executions are looked at: a value early on is easier to work out than a late one.
  private static let longest = 2000

  init(_ experiment: Experiment) { self.experiment = experiment }

  /// The first place in the order of computation in which most of the mistakes differ; nil where
  /// they agree everywhere.
  func place(for group: [Trial.Entry]) -> Diagnosis.Telling? {
    let group = group.prefix(6).compactMap { entry in entry.machine.map { (entry.slip.id, $0) } }
    guard group.count > 1 else { return nil }
    var best: (telling: Diagnosis.Telling, classes: Int)?
    let program = experiment.right.program
    for tick in 1...max(1, min(program.tickCount, Telltale.longest)) {
      guard let moment = program.moment(tick) else { break }
      let place = program.place(of: moment)
      guard let found = difference(at: place, group) else { continue }
      let classes = Telltale.classes(found.numbers.map(\.number))
      if classes > best?.classes ?? 1 { best = (found, classes) }
      if classes == group.count { break }
    }
    return best?.telling
  }

  /// The element of a place in which the mistakes lie farthest apart.
  private func difference(
    at place: String, _ group: [(id: String, machine: Machine)]
  ) -> Diagnosis.Telling? {
    var best: (telling: Diagnosis.Telling, spread: Double)?
    for sample in 0..<experiment.right.samples {
      let found = group.compactMap {
        try? $0.machine.lookup(place, in: .model, sample: sample).tensor
      }
      guard found.count == group.count, let first = found.first,
        found.allSatisfy({ $0.shape == first.shape })
      else { return nil }
      for element in 0..<first.count {
        let numbers = found.map { $0.elements[element] }
        let spread = (numbers.max() ?? 0) - (numbers.min() ?? 0)
        guard spread > 1e-5 * (1 + abs(numbers[0])), spread > best?.spread ?? 0 else { continue }
        let pairs = zip(group, numbers).map { (id: $0.id, number: $1) }
        let telling = Diagnosis.Telling(
          place: place, sample: sample, index: first.shape.index(of: element), numbers: pairs)
        best = (telling, spread)
      }
    }
    return best?.telling
  }

  /// How many of the numbers are different ones.
  private static func classes(_ numbers: [Double]) -> Int {
    var found: [Double] = []
    for number in numbers where !found.contains(where: { abs($0 - number) <= 1e-5 * (1 + abs($0)) })
    {
      found.append(number)
    }
    return found.count
  }

  /// Whether the mistakes differ in the places asked for when other samples are fed.
  func anotherInputTells(_ group: [Trial.Entry], _ given: [GivenNumbers]) -> Bool {
    // The steps before had inputs of their own.
    guard !group.contains(where: \.slip.isSinceFirst) else { return false }
    let other = experiment.inputs.enumerated().map { index, tensor in
      var state = UInt64(index + 1)
      let elements = tensor.elements.map { _ -> Double in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Double(state >> 40) / 8_388_608 - 1
      }
      return Tensor(tensor.shape, tensor.dtype, elements).cast(to: tensor.dtype)
    }
    let values = group.prefix(6).compactMap { entry in
      experiment.run(entry.slip, on: other).flatMap { Experiment.values(of: $0, in: given) }
    }
    guard let first = values.first, values.count == min(group.count, 6) else { return false }
    return values.dropFirst().contains { own in
      zip(own, first).contains { distance($0, $1) > 1e-5 * (1 + abs($1)) }
    }
  }
}
