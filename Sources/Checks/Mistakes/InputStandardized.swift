import Tensors

/// The numbers fed standardized before, or brought to 0…1, by their own mean and deviation or their own range (X5).
struct InputStandardized: Mistake {
  /// Over which numbers the mean is taken.
  private enum Group: CaseIterable {
    case sample, feature, all

    var title: String {
      switch self {
      case .sample: "sample by sample"
      case .feature: "feature by feature"
      case .all: "as a whole"
      }
    }

    /// Which group each element of a batch belongs to.
    func number(_ element: Int, _ shape: Shape) -> Int {
      switch self {
      case .sample: element / max(shape.removing(0).count, 1)
      case .feature: element % max(shape.width, 1)
      case .all: 0
      }
    }
  }

  private static let ways: [(title: String, change: @Sendable ([Double]) -> [Double])] = [
    ("standardized", { standardized($0, by: $0.count) }),
    ("standardized with n − 1", { standardized($0, by: $0.count - 1) }),
    ("brought to 0…1", brought),
    ("less its mean", { numbers in numbers.map { $0 - mean(numbers) } }),
    ("divided by its greatest", { numbers in numbers.map { divided($0, by: numbers.max() ?? 1) } }),
  ]

  func slips(in anatomy: Anatomy) -> [Slip] {
    guard anatomy.hasNumbersFed else { return [] }
    return Group.allCases.flatMap { group -> [Slip] in
      // One sample has no numbers of a feature, and all that is fed is it.
      if group != .sample, anatomy.samples < 2 { return [] }
      return InputStandardized.ways.map { title, change in
        anatomy.fed(.possible("X5").unpaired, "\(title), \(group.title)") { tensor in
          var members: [Int: [Int]] = [:]
          for element in 0..<tensor.count {
            members[group.number(element, tensor.shape), default: []].append(element)
          }
          var numbers = tensor.elements
          for places in members.values {
            let changed = change(places.map { tensor.elements[$0] })
            for (place, number) in zip(places, changed) { numbers[place] = number }
          }
          return tensor.holding(numbers)
        }
      }
    }
  }

  private static func mean(_ numbers: [Double]) -> Double {
    numbers.reduce(0, +) / Double(max(numbers.count, 1))
  }

  /// By 1 where all numbers are the same, as scikit-learn does.
  private static func divided(_ number: Double, by divisor: Double) -> Double {
    divisor == 0 ? number : number / divisor
  }

  private static func standardized(_ numbers: [Double], by count: Int) -> [Double] {
    let center = mean(numbers)
    let squares = numbers.reduce(0) { $0 + ($1 - center) * ($1 - center) }
    let deviation = (squares / Double(max(count, 1))).squareRoot()
    return numbers.map { divided($0 - center, by: deviation) }
  }

  private static func brought(_ numbers: [Double]) -> [Double] {
    let least = numbers.min() ?? 0
    return numbers.map { divided($0 - least, by: (numbers.max() ?? 0) - least) }
  }
}
