import Checks
import Containers
import Debugging
import Layers
import ModelSupport
import Models
import Tensors
import TestSupport
import Testing

@Suite("wrong numbers of training are named")
struct TrainingMistakesTests {
  static let cases = (try? WrongSteps.all()) ?? []
  /// What of the wrong numbers may go by another name.
  private static let allowance = 0.05

  @Test("every mistake of training is there")
  func ids() {
    #expect(Self.cases.count >= 15)
    let ids = Set(Self.cases.flatMap { $0.found.map(\.id) })
    #expect(ids.isSuperset(of: (1...38).map { $0 < 10 ? "T0\($0)" : "T\($0)" } + ["T102"]))
  }

  @Test("the wrong numbers of NumPy are named, first or among those that tie", arguments: cases)
  func named(_ one: WrongSteps) throws {
    let doctor = try one.doctor()
    let wrong = one.found.filter { $0.id != "right" }
    var (missed, tied): ([String], [String]) = ([], [])
    for wrong in wrong {
      let given = try GivenNumbers(wrong.numbers, at: wrong.place, of: doctor.outline)
      let found = try doctor.diagnose([given], .init(pairs: false))
      if let first = found.candidates.first, first.fits, first.id == wrong.id,
        !one.isAlways || first.title.hasSuffix("since the first step")
      {
        continue
      }
      let isTied = found.verdict == .ambiguous && found.fitting.contains { $0.id == wrong.id }
      let best = found.candidates.prefix(3).map { "\($0.id) \(NumberFormat.short($0.distance))" }
      let line = "\(wrong.id) \(wrong.variant) \(wrong.place): \(found.verdict) \(best)"
      if isTied { tied.append(line) } else { missed.append(line) }
    }
    #expect(Double(missed.count) <= Double(wrong.count) * Self.allowance, "\(missed)")
    #expect(Double(tied.count) <= Double(wrong.count) * Self.allowance, "\(tied)")
  }

  @Test("the right numbers of NumPy are right", arguments: cases)
  func right(_ one: WrongSteps) throws {
    let doctor = try one.doctor()
    for right in one.found where right.id == "right" {
      for digits in [nil, 6, 4] {
        let numbers = digits.map { right.numbers.rounded(toDigits: $0) } ?? right.numbers
        let given = try GivenNumbers(numbers, at: right.place, of: doctor.outline)
        let found = try doctor.diagnose([given], .init(pairs: false))
        #expect(
          found.verdict == .right || numbers.elements.allSatisfy { $0 == $0.rounded() },
          "\(right.place), \(digits ?? 9) digits: \(found.verdict) \(found.candidates.first?.id ?? "")"
        )
      }
    }
  }

  @Test("what all samples share is given once, whatever the batch")
  func shared() throws {
    let one = try #require(Self.cases.first { $0.name == "mlp" })
    let doctor = try one.doctor()
    #expect(doctor.outline.samples == 5)
    for (place, shape) in [("loss", []), ("hidden.b'", [4]), ("hidden.dW", [3, 4])] {
      let tensor = try doctor.right.lookup(place).tensor
      #expect(tensor.shape == Shape(shape))
      let given = try GivenNumbers(tensor, at: place, of: doctor.outline)
      #expect(given.samples == [0])
      #expect(try doctor.diagnose([given]).verdict == .right)
      let rows = try #require(Tensor.stack([tensor, tensor, tensor, tensor, tensor]))
      #expect(throws: GivenNumbers.WrongShape.self) {
        try GivenNumbers(rows, at: place, of: doctor.outline)
      }
    }
  }

  @Test("two mistakes at once are named as a pair")
  func pairs() throws {
    let one = try #require(Self.cases.first { $0.name == "mlp" })
    let doctor = try one.doctor()
    // Summed over the 5 samples and over the 3 outputs; the slope of half the square besides.
    let right = try doctor.right.lookup("out.dW").tensor
    let wrong = Tensor(right.shape, .float32, right.elements.map { $0 * 5 * 0.5 })
    let found = try doctor.diagnose([GivenNumbers(wrong, at: "out.dW", of: doctor.outline)])
    #expect(found.candidates.first?.id == "T01+T04")
  }
}

/// The wrong numbers of one step of training, made by `making/training_mistakes.py`.
struct WrongSteps: Sendable, CustomTestStringConvertible {
  let name: String
  /// The mistake ("right" for none), what it was made in, the place, and its numbers.
  let found: [(id: String, variant: String, place: String, numbers: Tensor)]
  private let told: JSON
  private let weights: [StoredArray]
  private let x, y: Tensor
  /// What a dropout keeps, of all samples.
  private let mask: Tensor?

  var testDescription: String { name }

  static func all() throws -> [WrongSteps] {
    let file = "mistakes/training.npz"
    let arrays = try Npz(try FileBytes(path: Fixtures.path(file)).bytes, name: file)
    let names = Set(arrays.names.compactMap { $0.split(separator: "/").first.map(String.init) })
    return try names.sorted().map { name in
      let told = try JSON(parsing: try arrays.array("\(name)/told").bytes(), file: file)
      let count = arrays.names.count { $0.hasPrefix("\(name)/w") }
      var rest = try Tensor(try arrays.array("\(name)/numbers")).elements[...]
      let found = (told["found"]?.arrayValue ?? []).map { entry in
        let shape = Shape((entry[3]?.arrayValue ?? []).compactMap(\.intValue))
        defer { rest = rest.dropFirst(shape.count) }
        return (
          entry[0]?.stringValue ?? "", entry[1]?.stringValue ?? "", entry[2]?.stringValue ?? "",
          Tensor(shape, .float32, Array(rest.prefix(shape.count)))
        )
      }
      return WrongSteps(
        name: name, found: found, told: told,
        weights: try (0..<count).map { try arrays.array("\(name)/w\($0)") },
        x: try Tensor(try arrays.array("\(name)/x0")),
        y: try Tensor(try arrays.array("\(name)/y0")),
        mask: arrays.contains("\(name)/mask") ? try Tensor(try arrays.array("\(name)/mask")) : nil)
    }
  }

  /// Whether the mistake was made in all steps before, too.
  var isAlways: Bool { told["always"]?.boolValue == true }

  /// Who is asked about the step that the numbers are of, behind those before it.
  func doctor() throws -> Diagnostician {
    let session = Session(try model())
    try session.useLoss(told["loss"]?.stringValue)
    try session.useOptimizer(told["optimizer"]?.stringValue)
    let feed = Feed(tensors: [x], samples: x.shape[0], isBatch: true)
    try session.open(Session.DataSet(path: name, feed: feed, targets: [0: y]))
    let before = told["before"]?.intValue ?? 0
    _ = try session.train(before + 1)
    if let mask {
      try session.machine?.take(drawn: [(0..<mask.shape[0]).compactMap { mask.row($0) }])
    }
    let step = try #require(try session.givenStep())
    return try Diagnostician(step, since: session.stepSinceFirst)
  }

  private func model() throws -> Model {
    var next = 0
    let layers = (told["layers"]?.arrayValue ?? []).map { layer in
      let count = layer[1]?.intValue ?? 0
      defer { next += count }
      return LayerArrays(layer[0]?.stringValue ?? "", Array(weights[next..<next + count]))
    }
    let version = told["version"]?.stringValue.flatMap { KerasVersion($0) } ?? KerasVersion(3)
    return try Model(told["architecture"] ?? .null, version: version, arrays: layers, named: name)
  }
}

extension Tensor {
  /// Every number with so many digits behind the point.
  fileprivate func rounded(toDigits digits: Int) -> Tensor {
    let unit = (0..<digits).reduce(1.0) { power, _ in power * 10 }
    return Tensor(shape, .float64, elements.map { ($0 * unit).rounded() / unit })
  }
}
