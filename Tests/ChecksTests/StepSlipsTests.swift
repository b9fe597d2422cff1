import Checks
import Tensors
import Testing

@Suite("wrong numbers of compiled models' steps are named")
struct StepSlipsTests {
  static let cases = (try? StepSlips.all()) ?? []
  /// Those of any stack of layers, made by `making/later_slips.py`.
  static let later = (try? StepSlips.all("mistakes/steps2.npz")) ?? []
  /// Those of more ways to go wrong in such stacks, made by `making/wider_slips.py`.
  static let wider = (try? StepSlips.all("mistakes/steps3.npz")) ?? []
  /// Those of other slopes, of optimizers left out and of several outputs, made by `making/outer_slips.py`.
  static let outer = (try? StepSlips.all("mistakes/steps4.npz")) ?? []
  /// Those of further kinds: parts of penalties, medians, updates sample by sample, made by `making/kinds_slips.py`.
  static let kinds = (try? StepSlips.all("mistakes/steps5.npz")) ?? []
  /// What of the wrong numbers may go by another name.
  private static let allowance = 0.05

  @Test("every mistake from T39 on is there")
  func ids() {
    let ids = Set(Self.cases.flatMap { $0.found.map(\.id) })
    #expect(ids.isSuperset(of: (39...86).map { "T\($0)" }), "\(ids)")
  }

  @Test("every mistake of stacks is there")
  func idsOfStacks() {
    let ids = Set(Self.later.flatMap { $0.found.map(\.id) })
    let wanted = ["07", "08", "09", "10", "12", "16", "18", "26", "69", "81", "87", "88"]
    #expect(ids.isSuperset(of: wanted.map { "T\($0)" }), "\(ids)")
  }

  @Test("the wrong numbers of NumPy are named, first or among those that tie")
  func named() throws { try expectNamed(Self.cases, atLeast: 400) }

  @Test("so are those of any stack of layers")
  func namedInStacks() throws { try expectNamed(Self.later, atLeast: 250) }

  @Test("every further mistake of stacks is there")
  func widerIds() {
    let ids = Set(Self.wider.flatMap { $0.found.map(\.id) })
    let wanted = ["T18", "T19", "T67"] + (89...105).filter { $0 != 102 }.map { "T\($0)" }
    #expect(wanted.filter { !ids.contains($0) } == [])
  }

  @Test("so are those of further ways to go wrong")
  func namedFurther() throws { try expectNamed(Self.wider, atLeast: 180) }

  @Test("those of other slopes, optimizers and outputs are there, and named")
  func namedBeyond() throws {
    let ids = Set(Self.outer.flatMap { $0.found.map(\.id) })
    let wanted = ["T02", "T51", "T61", "T70"] + (106...113).map { "T\($0)" }
    #expect(wanted.filter { !ids.contains($0) } == [])
    try expectNamed(Self.outer, atLeast: 150)
  }

  @Test("those of further kinds are there, and named")
  func namedKinds() throws {
    let ids = Set(Self.kinds.flatMap { $0.found.map(\.id) })
    let wanted = ["T13", "T18"] + (114...123).map { "T\($0)" }
    #expect(wanted.filter { !ids.contains($0) } == [])
    try expectNamed(Self.kinds, atLeast: 100)
  }

  private func expectNamed(_ cases: [StepSlips], atLeast least: Int) throws {
    var (missed, tied, count): ([String], [String], Int) = ([], [], 0)
    for one in cases {
      let doctor = try one.doctor()
      for wrong in one.found where wrong.id != "right" {
        let given = try GivenNumbers(wrong.numbers, at: wrong.place, of: doctor.outline)
        let found = try doctor.diagnose([given], .init(pairs: false))
        count += 1
        if let first = found.candidates.first, first.fits, first.id == wrong.id { continue }
        let best = found.candidates.prefix(3).map { "\($0.id) \(NumberFormat.short($0.distance))" }
        let line =
          "\(one.name) \(wrong.id) \(wrong.variant) \(wrong.place): \(found.verdict) \(best)"
        let isTied = found.verdict == .ambiguous && found.fitting.contains { $0.id == wrong.id }
        if isTied { tied.append(line) } else { missed.append(line) }
      }
    }
    #expect(count > least)
    #expect(
      Double(missed.count) <= Double(count) * Self.allowance, "\(missed.joined(separator: "\n"))")
    // One timestep's part and a way back cut after it are the same where the last one alone is given on.
    #expect(
      Double(tied.count) <= 2 * Double(count) * Self.allowance, "\(tied.joined(separator: "\n"))")
  }

  @Test("the right numbers of NumPy are right", arguments: cases + later + wider + outer + kinds)
  func right(_ one: StepSlips) throws {
    let doctor = try one.doctor()
    for right in one.found where right.id == "right" {
      let given = try GivenNumbers(right.numbers, at: right.place, of: doctor.outline)
      let found = try doctor.diagnose([given], .init(pairs: false))
      #expect(
        found.verdict == .right, "\(right.place): \(found.candidates.first?.id ?? "")")
    }
  }
}
