import Checks
import Containers
import ModelSupport
import Models
import Tensors
import TestSupport
import Testing

@Suite("wrong numbers are named")
struct WrongNumbersTests {
  static let cases = (try? WrongNumbers.all()) ?? []
  /// What of the wrong numbers may go by another name.
  private static let allowance = 0.05
  /// So far from the right number is a mistake to be named.
  private static let apart = 1e-5

  @Test("every model of the catalogue is there")
  func models() {
    #expect(Self.cases.count >= 30)
    let ids = Set(Self.cases.flatMap { $0.wrong.map(\.id) })
    #expect(ids.isSuperset(of: (1...20).map { $0 < 10 ? "D0\($0)" : "D\($0)" }))
    #expect(ids.isSuperset(of: (1...18).map { $0 < 10 ? "R0\($0)" : "R\($0)" }))
    #expect(ids.isSuperset(of: (1...36).map { $0 < 10 ? "L0\($0)" : "L\($0)" }))
    #expect(ids.isSuperset(of: (1...4).map { "G\($0)" } + (1...3).map { "B\($0)" }))
    #expect(ids.isSuperset(of: (1...9).map { "N\($0)" } + ["A1"]))
  }

  @Test("the wrong numbers of NumPy are named, first or among those that tie", arguments: cases)
  func named(_ one: WrongNumbers) throws {
    let doctor = try Diagnostician(try one.model(), feeding: [one.input])
    var missed: [String] = []
    var count = 0
    for (id, variant, numbers) in one.wrong {
      guard (Difference(numbers, from: one.right)?.absolute ?? 0) > Self.apart else { continue }
      count += 1
      let given = try GivenNumbers(numbers, at: one.place, of: doctor.outline)
      let found = try doctor.diagnose([given], .init(pairs: false))
      let isFirst = found.candidates.first?.id == id && found.candidates.first?.fits == true
      let isTied = found.verdict == .ambiguous && found.fitting.contains { $0.id == id }
      if !isFirst && !isTied {
        let best = found.candidates.prefix(3).map { "\($0.id) \(NumberFormat.short($0.distance))" }
        missed.append("\(id) \(variant): \(found.verdict), \(best)")
      }
    }
    #expect(Double(missed.count) <= Double(count) * Self.allowance, "\(missed)")
  }

  @Test("right numbers are right, however many digits they have", arguments: cases)
  func right(_ one: WrongNumbers) throws {
    let doctor = try Diagnostician(try one.model(), feeding: [one.input])
    for digits in [nil, 6, 4, 3, 2] {
      let numbers = digits.map { one.right.rounded(to: $0) } ?? one.right
      let given = try GivenNumbers(numbers, at: one.place, of: doctor.outline)
      let found = try doctor.diagnose([given], .init(pairs: false))
      #expect(
        found.verdict == .right || numbers.elements.allSatisfy { $0 == $0.rounded() },
        "\(digits ?? 9) digits: \(found.verdict) \(found.candidates.first?.id ?? "")")
    }
  }

  @Test("random numbers are none of them", arguments: cases.prefix(8))
  func random(_ one: WrongNumbers) throws {
    let doctor = try Diagnostician(try one.model(), feeding: [one.input])
    var generator = SystemRandomNumberGenerator()
    for round in 0..<13 {
      let numbers = Tensor(
        one.right.shape, .float32,
        one.right.elements.map { _ in Double(Float.random(in: -1...1, using: &generator)) })
      let given = try GivenNumbers(numbers, at: one.place, of: doctor.outline)
      let found = try doctor.diagnose([given], .init(pairs: round == 0))
      #expect(found.verdict == .unknown, "\(found.candidates.first?.id ?? "")")
    }
  }
}

/// The wrong numbers of one model, made by `making/mistakes.py`.
struct WrongNumbers: Sendable, CustomTestStringConvertible {
  let name: String
  let input: Tensor
  let right: Tensor
  let wrong: [(id: String, variant: String, numbers: Tensor)]

  var testDescription: String { name }

  var place: String { name.contains("rnn-masked") || name == "lstm-masked" ? "output:0" : "output" }

  static func all() throws -> [WrongNumbers] {
    let file = "mistakes/wrong.npz"
    let arrays = try Npz(try FileBytes(path: Fixtures.path(file)).bytes, name: file)
    var byModel: [String: [(rest: String, tensor: Tensor)]] = [:]
    for name in arrays.names {
      let parts = name.split(separator: "/", maxSplits: 1).map(String.init)
      byModel[parts[0], default: []].append((parts[1], try Tensor(try arrays.array(name))))
    }
    return try byModel.sorted { $0.key < $1.key }.map { name, arrays in
      let wrong = arrays.filter { $0.rest != "right" }.map { array in
        let parts = array.rest.split(separator: "/", maxSplits: 1).map(String.init)
        return (parts[0], parts.dropFirst().first ?? "", array.tensor)
      }
      return WrongNumbers(
        name: name, input: try input(of: name),
        right: arrays.first { $0.rest == "right" }?.tensor ?? Tensor(scalar: 0), wrong: wrong)
    }
  }

  private static func gridCase(_ name: String) throws -> GridCase? {
    let parts = name.split(separator: ":").map(String.init)
    guard parts.count == 2 else { return nil }
    return try GridCase.all(in: "\(parts[0]).npz").first { $0.number == parts[1] }
  }

  func model() throws -> Model {
    if let one = try WrongNumbers.gridCase(name) { return try one.model() }
    return try ModelFile.open(Fixtures.path("\(name)/k3.keras"))
  }

  private static func input(of name: String) throws -> Tensor {
    let golden =
      try gridCase(name)?.golden() ?? Golden(path: Fixtures.path("\(name)/golden.npz"))
    return golden.arrays.first { $0.name == "x0" }?.tensor ?? Tensor(scalar: 0)
  }
}

extension Tensor {
  /// Every number with so many digits behind the point.
  func rounded(to digits: Int) -> Tensor {
    let unit = (0..<digits).reduce(1.0) { power, _ in power * 10 }
    return Tensor(shape, .float64, elements.map { ($0 * unit).rounded() / unit })
  }
}
