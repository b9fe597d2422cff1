import Checks
import Containers
import ModelSupport
import Models
import Tensors
import TestSupport
import Testing

/// Random models of Keras with wrong numbers by NumPy (`making/nets.py`), of all the output alone is given.
@Suite("mistakes are named in models that nobody has looked at")
struct UnseenMistakesTests {
  static let known = cases(of: "nets.npz")
  static let unseen = cases(of: "unseen.npz")
  /// What masks, adds, joins and normalizes (`making/merged_nets.py`).
  static let merged = cases(of: "merged.npz")
  /// Stacks of dense layers, one of which is wrong (`making/single_nets.py`).
  static let single = cases(of: "single.npz")
  /// Nets of which a layer is left out, done otherwise or fed otherwise (`making/edited_nets.py`).
  static let edited = cases(of: "edited.npz")
  /// Nets of which a function stands elsewhere, or a normalization reads its numbers otherwise (`making/placed_nets.py`).
  static let placed = cases(of: "placed.npz")
  /// What an unfriendly examiner does wrong in a net of any kind (`making/examined_nets.py`).
  static let examined = cases(of: "examined.npz")
  /// Further kinds of mistakes: other poolings, other branches' weights, other orders (`making/kinds_nets.py`).
  static let wider = cases(of: "kinds.npz")
  /// How many of all are to be named first.
  private static let named = 0.95

  private static func cases(of file: String) -> [GridCase] {
    ((try? GridCase.all(in: file, of: "mistakes")) ?? []).sorted { $0.number < $1.number }
  }

  /// How a wrong number was named.
  private struct Count {
    var all = 0
    /// Its mistake first; in a tie with what gives the same numbers; another one, or none.
    var first = 0, tied = 0
    var missed: [String] = []

    static func + (a: Count, b: Count) -> Count {
      Count(
        all: a.all + b.all, first: a.first + b.first, tied: a.tied + b.tied,
        missed: a.missed + b.missed)
    }
  }

  @Test("all kinds of mistakes are there")
  func kinds() throws {
    #expect(Self.unseen.count >= 40)
    let ids = try Set(
      (Self.known + Self.unseen + Self.merged + Self.single + Self.edited).flatMap(Self.ids))
    let wanted = [
      ("A", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]), ("C", Array(1...12)),
      ("F", Array(1...5)), ("I", [1, 2, 3]), ("W", [1, 2, 3]), ("X", [1, 2]),
      ("N", [2, 3, 7, 8, 10, 13, 14, 15, 16, 17, 18, 19, 20, 21]), ("L", Array(43...48)),
      ("R", Array(19...22)), ("G", Array(25...32)), ("M", Array(1...6)),
    ]
    let named = wanted.flatMap { letter, numbers in numbers.map { "\(letter)\($0)" } }
    let missing = (named + ["D02", "D04", "D09", "D22", "D23", "D24"]).filter {
      !ids.contains($0)
    }
    #expect(missing == [])
    let ofNets = Set(try Self.edited.flatMap(Self.ids))
    let kinds = [
      "A14", "A15", "B4", "B5", "B6", "B7", "C13", "C14", "C15", "C16", "C17", "C18", "C19", "C20",
      "F6", "F7", "F8", "F9", "F10", "K1", "K2", "K3", "K4", "M7", "M8", "M9", "M10", "M11", "N22",
      "X3",
      "X4", "X5", "X6",
    ]
    #expect(kinds.filter { !ofNets.contains($0) } == [])
    let ofPlaces = Set(try Self.placed.flatMap(Self.ids))
    let moved = ["A17", "C21", "C22", "K5", "L14", "L15", "M6", "N4", "N14", "N23", "N24", "X7"]
    #expect(moved.filter { !ofPlaces.contains($0) } == [])
    let examined = Set(try Self.examined.flatMap(Self.ids))
    let rarer = [
      "A18", "A19", "B8", "C10", "C18", "C19", "C23", "C24", "C25", "C26", "D25", "D26", "F11",
      "F12", "F13", "G36", "G37", "I4", "L52", "L53", "L54", "M4", "M8", "M12", "N25", "N26",
      "N27", "R26", "X6", "X7", "X8", "X9", "X10",
    ]
    #expect(rarer.filter { !examined.contains($0) } == [])
    let further = Set(try Self.wider.flatMap(Self.ids))
    let ofKinds = [
      "A2", "A20", "A21", "A22", "B1", "B2", "C5", "C22", "C27", "C28", "C29", "C30", "C31", "C32",
      "C33", "C34", "C35", "D27", "D28", "F5", "F14", "F15", "G39", "G40", "G41", "G42", "G43",
      "K6", "L53", "L55", "L56", "L57", "L58", "L59", "L60", "M13", "M14", "M15", "N28", "N29",
      "N30", "R28", "R29", "R30", "R31", "R32", "X11", "X12", "X13", "X14",
    ]
    #expect(ofKinds.filter { !further.contains($0) } == [])
  }

  private static func ids(_ one: GridCase) throws -> [String] {
    try one.arrays(behind: "wrong:").map { id(of: $0.name) }
  }

  /// `C5` of `C5/torch@0`.
  private static func id(of name: String) -> String {
    String(name.prefix { $0 != "/" && $0 != "@" })
  }

  @Test(
    "at least 95 of 100 are named first",
    arguments: [known, unseen, merged, single, edited, placed, examined, wider])
  func named(_ cases: [GridCase]) throws {
    let count = try cases.map(count).reduce(Count(), +)
    let text =
      "\(count.first) first and \(count.tied) tied of \(count.all); missed: \(count.missed)"
    #expect(count.all >= (cases.count < 50 ? 80 : 400))
    #expect(Double(count.first + count.tied) >= Self.named * Double(count.all), "\(text)")
    #expect(Double(count.first) >= 0.9 * Double(count.all), "\(text)")
  }

  private func count(_ one: GridCase) throws -> Count {
    let doctor = try Diagnostician(try one.model(), feeding: try one.golden().inputs)
    var count = Count()
    for (name, numbers) in try one.arrays(behind: "wrong:") {
      let given = try GivenNumbers(numbers, at: "output", of: doctor.outline)
      let found = try doctor.diagnose([given], .init(pairs: false))
      count.all += 1
      let id = Self.id(of: name)
      if found.candidates.first?.id == id, found.candidates.first?.fits == true {
        count.first += 1
      } else if found.fitting.contains(where: { $0.id == id }) {
        count.tied += 1
      } else {
        let best = found.candidates.prefix(2).map { "\($0.id) \($0.title) \($0.distance)" }
        count.missed.append("\(one.number) \(one.title) \(name): \(found.verdict) \(best)")
      }
    }
    return count
  }

  @Test(
    "right numbers are never called a mistake",
    arguments: known + unseen + merged + single + edited + placed + examined + wider
  )
  func right(_ one: GridCase) throws {
    let golden = try one.golden()
    let doctor = try Diagnostician(try one.model(), feeding: golden.inputs)
    let right = try #require(golden.arrays.first { $0.name == "y0" }?.tensor)
    let others = try one.arrays(behind: "right:")
    let blurred = Tensor(
      right.shape, right.dtype,
      right.elements.enumerated().map { $1 * (1 + ($0 % 3 == 0 ? 1.5e-6 : -1e-6)) })
    let written = [6, 4, 3].map { ("\($0) digits", right.rounded(to: $0)) }
    let cut = Tensor(
      right.shape, right.dtype,
      right.elements.map { ($0 * 10_000).rounded(.towardZero) / 10_000 })
    let plain = [("Keras", right), ("blurred", blurred), ("cut off", cut)]
    for (name, numbers) in plain + others + written {
      let given = try GivenNumbers(numbers, at: "output", of: doctor.outline)
      let found = try doctor.diagnose([given], .init(pairs: false))
      // Whole numbers may be exact, or what rounding leaves.
      let isWhole = numbers.elements.allSatisfy { $0 == $0.rounded() }
      let isRight = found.verdict == .right || isWhole
      // Half precision is no rounding of float32: nothing is said, or that it is half precision.
      let isSaid = found.verdict == .unknown || found.candidates.first?.id == "W3"
      #expect(
        isRight || name == "float16" && isSaid,
        "\(name): \(found.verdict) \(found.candidates.first?.title ?? "")")
    }
  }
  @Test("random numbers are no mistake's", arguments: known)
  func random(_ one: GridCase) throws {
    let golden = try one.golden()
    let doctor = try Diagnostician(try one.model(), feeding: golden.inputs)
    let right = try #require(golden.arrays.first { $0.name == "y0" }?.tensor)
    var state: UInt64 = 12
    for _ in 0..<8 {
      let numbers = right.elements.map { _ -> Double in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Double(Float(Double(state >> 40) / 8_388_608 - 1))
      }
      let given = try GivenNumbers(
        Tensor(right.shape, .float32, numbers), at: "output", of: doctor.outline)
      let found = try doctor.diagnose([given], .init(pairs: false))
      #expect(found.verdict == .unknown, "\(found.candidates.first?.title ?? "")")
    }
  }
}
