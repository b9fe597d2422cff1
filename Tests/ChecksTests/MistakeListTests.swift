import TestSupport
import Testing

@testable import Checks

@Suite("the lists of mistakes are whole")
struct MistakeListTests {
  private func files(in folder: String) -> Set<String> {
    Set(
      Repository.files(in: "Sources/Checks/\(folder)", ending: ".swift").map {
        String($0.dropLast(6))
      })
  }

  private func names(_ mistakes: [any Mistake]) -> [String] {
    mistakes.map { "\(type(of: $0))" }
  }

  @Test("every file of Mistakes is in its list, once and in order")
  func listed() {
    let known = names(Mistakes.all)
    let ofTraining = files(in: "Mistakes/Training")
    #expect(ofTraining.count >= 29)
    compare(files(in: "Mistakes").subtracting(["Mistakes"]).union(ofTraining), with: known)
    let outOfOrder = zip(known, known.dropFirst()).filter { $0 >= $1 }.map(\.1)
    #expect(outOfOrder == [], "in Mistakes.all they do not stand behind the line above them")
    let rules = EquationRules.ofParts + EquationRules.ofWholes
    let general = rules.map { "\(type(of: $0))" }
    compare(files(in: "Mistakes/General").subtracting(["EquationRules"]), with: general)
    #expect(Set(general).count == general.count)
  }

  /// Names what is only a file, and what is only a line of a list.
  private func compare(_ files: Set<String>, with listed: [String]) {
    #expect(files.subtracting(listed).sorted() == [], "files that are in no list")
    #expect(Set(listed).subtracting(files).sorted() == [], "lines without a file")
  }

  @Test("default_rng(0) draws what NumPy draws")
  func random() {
    // numpy.random.default_rng(0).random(4), and of seed 12345
    var zero = NumPyRandom(seed: 0)
    #expect(
      (0..<4).map { _ in zero.uniform() } == [
        0.6369616873214543, 0.2697867137638703, 0.04097352393619469, 0.016527635528529094,
      ])
    var other = NumPyRandom(seed: 12345)
    #expect((0..<2).map { _ in other.uniform() } == [0.22733602246716966, 0.31675833970975287])
  }

  @Test("digits are those that were written")
  func digits() {
    #expect(Digits([0.1234, 0.5]).decimals == 4)
    #expect(Digits([0.7310586, 0.2]).decimals == nil)
    #expect(Digits([0, 1, 1, 0]).decimals == nil)
    #expect(!Digits([0.5]).areSure)
    #expect(Digits([0.53]).areSure)
    #expect(Digits([1523]).halves == [0.5])
    #expect(Digits([1.234e-5, 0.9876]).decimals == 4)
    #expect(Digits([.nan, .infinity]).halves == [0, 0])
    // Four digits each, and not six behind the point.
    #expect(Digits([0.3122, 0.2584, 0.007429]).decimals == 4)
    #expect(Digits([0.3122, 0.2584, 0.007429]).halves == [0.5e-4, 0.5e-4, 0.5e-6])
    #expect(Digits([1, 1, 0.0002]).decimals == 4)
    #expect(
      Digits.ofHalfPrecision([0.93505859375, 0.1234130859375])?.halves == [0x1p-12, 0x1p-15])
    #expect(Digits.ofHalfPrecision([0.1]) == nil)
    #expect(Digits([Double(Float(0.1234))]).decimals == 4)
    // 0.1234… and −0.5678…, of which the rest was cut off, lie half a unit farther from 0.
    let cut = Digits([0.1234, -0.5678, 0]).cutOff([0.1234, -0.5678, 0])
    #expect(
      cut.map { zip($0.numbers, [0.12345, -0.56785, 0]).allSatisfy { abs($0 - $1) < 1e-12 } }
        == true)
    #expect(cut.map { abs($0.digits.halves[2] - 1e-4) < 1e-12 } == true)
    #expect(Digits([0.7310586, 0.2]).cutOff([0.7310586, 0.2]) == nil)
  }
}
