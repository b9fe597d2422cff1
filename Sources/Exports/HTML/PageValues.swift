import Equations
import Tensors
import Terms

/// Which values a page lists: the result of every equation, then what the equations of each layer
/// read besides: its input, states, weights.
struct PageValues {
  /// What is listed behind the equations' results.
  let given: [Value]
  /// Where a value stands among all that are listed, by its id.
  private let places: [Int: Int]
  /// The places of what a layer call's equations read and no equation of the page gives.
  private let byFrame: [Int: [Int]]
  /// The places of what they read of other calls' equations.
  private let fromOthers: [Int: [Int]]

  init(_ program: Program) {
    var places: [Int: Int] = [:]
    for equation in program.equations { places[equation.result.id] = equation.id }
    let results = Set(places.keys)
    var given: [Value] = []
    var byFrame: [Int: [Int]] = [:]
    var fromOthers: [Int: [Int]] = [:]
    for equation in program.equations {
      for value in equation.term.values where results.contains(value.id) {
        guard let place = places[value.id], program.equations[place].frame != equation.frame,
          !(fromOthers[equation.frame] ?? []).contains(place)
        else { continue }
        fromOthers[equation.frame, default: []].append(place)
      }
      for value in equation.term.values where !results.contains(value.id) {
        guard value.role != .number || value.shape.rank > 0 else { continue }
        let place = places[value.id] ?? program.equations.count + given.count
        if places.updateValue(place, forKey: value.id) == nil { given.append(value) }
        if !(byFrame[equation.frame] ?? []).contains(place) {
          byFrame[equation.frame, default: []].append(place)
        }
      }
    }
    (self.given, self.places, self.byFrame) = (given, places, byFrame)
    self.fromOthers = fromOthers
  }

  subscript(value: Value) -> Int? { places[value.id] }

  func of(_ frame: Frame) -> [Int] { byFrame[frame.id] ?? [] }

  /// What a call's equations read of other calls' equations.
  func read(by frame: Frame) -> [Int] { fromOthers[frame.id] ?? [] }
}

/// What an equation is to its layer: which colours its name and its numbers have.
enum PageMeaning: String {
  case gate, candidate, state, result

  init(_ equation: Equation, _ program: Program) {
    let isCarried = program.scans.contains { scan in
      scan.carries.contains { $0.next == equation.result.id }
    }
    switch PageScale(equation.term) {
    case _ where isCarried: self = .state
    case .share? where equation.scan != nil: self = .gate
    case .signed? where equation.scan != nil: self = .candidate
    default: self = .result
    }
  }
}

/// The ends that a function's results lie between, whatever they are: colours that mean the same
/// in every timestep and every run.
enum PageScale {
  /// σ and softmax: 0…1.
  case share
  /// tanh: −1…1.
  case signed

  init?(_ term: Term) {
    switch term {
    case .apply(is Sigmoid, _), .apply(is Softmax, _): self = .share
    case .apply(is Tanh, _): self = .signed
    case .apply(is Select, let operands) where operands.count == 3:
      self.init(operands[1])
    case .named(let function, _) where function.name.contains("hard_sigmoid"): self = .share
    default: return nil
    }
  }

  var ends: ClosedRange<Double> { self == .share ? 0...1 : -1...1 }
}

extension Program {
  /// The stretches of an equation's result that others read, with the equations that do, where it is
  /// read in stretches of one length only: `z[0:8]` for i, `z[8:16]` for f.
  func stretches(of equation: Equation) -> [(start: Int, count: Int, reader: Int)] {
    guard equation.result.shape.rank == 1 else { return [] }
    var result: [(start: Int, count: Int, reader: Int)] = []
    for reader in equations {
      var isWhole = false
      func visit(_ term: Term) {
        switch term {
        case .value(let value) where value == equation.result: isWhole = true
        case .apply(let slice as Slice, let inner) where inner.first?.value == equation.result:
          let extents = (try? slice.extents(in: equation.result.shape)) ?? []
          guard let only = extents.first, only.keepsAxis, only.step == 1 else {
            return isWhole = true
          }
          result.append((only.start, only.count, reader.id))
        default: term.children.forEach(visit)
        }
      }
      visit(reader.term)
      if isWhole { return [] }
    }
    return result.count > 1 && Set(result.map(\.count)).count == 1 ? result : []
  }
}
