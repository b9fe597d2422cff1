import Containers
import Engine
import Tensors
import TestSupport
import Testing

@testable import Equations
@testable import Terms

/// What a file may ask for while it is opened.
@Suite struct ProgramLimitTests {
  private static let small = ProgramLimit(calls: 100, equations: 50, instructions: 1000)

  /// A call that makes two calls, which make two calls each, and so on.
  private static func nest(_ eq: Equations, _ x: Term, deep: Int, writes: Bool) throws -> Term {
    try eq.call("m\(deep)", kind: "Functional", title: "", dtype: .float32) {
      guard deep > 0 else { return writes ? try eq("y", x + 1) : x }
      let once = try nest(eq, x, deep: deep - 1, writes: writes)
      return try nest(eq, once, deep: deep - 1, writes: writes)
    }
  }

  /// Why a term cannot be an equation; empty when it can.
  private func refusal(_ eq: Equations, _ term: Term) -> String {
    do {
      _ = try eq("y", term)
      return ""
    } catch { return error.message }
  }

  @Test("calls inside each other that double at each level end at the limit, written or not")
  func calls() throws {
    for (writes, reason) in [
      (false, "it calls layers more than 100 times, those of models inside it counted"),
      (true, "an equation"),
    ] {
      let eq = Equations(limit: ProgramLimitTests.small)
      let x = eq.input("x", TensorType([4], .float32))
      let error = #expect(throws: (any Error).self) {
        _ = try ProgramLimitTests.nest(eq, x, deep: 40, writes: writes)
      }
      #expect("\(error.map { "\($0)" } ?? "")".contains(writes ? "more than" : reason))
      #expect(eq.finish(outputs: []).frames.count <= 100)
    }
  }

  @Test("as many as are allowed are written")
  func allowed() throws {
    let eq = Equations(limit: ProgramLimitTests.small)
    let x = eq.input("x", TensorType([4], .float32))
    let y = try ProgramLimitTests.nest(eq, x, deep: 4, writes: true)
    #expect(eq.finish(outputs: [y]).equations.count == 16)
  }

  @Test("equations that one call writes are counted too")
  func equations() throws {
    let eq = Equations(limit: ProgramLimitTests.small)
    var x = eq.input("x", TensorType([4], .float32))
    for _ in 0..<50 { x = try eq("x", x + 1) }
    #expect(refusal(eq, x + 1).contains("it has more than 50 equations"))
  }

  @Test("a wish to stop is heard between calls")
  func interrupted() throws {
    let eq = Equations()
    let x = eq.input("x", TensorType([4], .float32))
    Interruption.listening(to: { true }) {
      #expect(throws: Interrupted()) {
        try ProgramLimitTests.nest(eq, x, deep: 40, writes: true)
      }
    }
  }

  @Test("a term that is deeper than calls can go is refused without going through it")
  func deep() throws {
    let eq = Equations()
    let x = eq.input("x", TensorType([4], .float32))
    var term = x
    for _ in 0..<5000 { term = term + 1 }
    #expect(refusal(eq, term).contains("operations may stand 250 deep in each other"))
  }

  @Test("a sum of 20,000 is many equations, each of few operands, and the same number")
  func longSum() throws {
    let eq = Equations()
    let x = eq.input("x", TensorType([1], .float32))
    let sum = try eq("y", try eq.folded([Term](repeating: x, count: 20_000)) { $0 + $1 })
    let program = eq.finish(outputs: [sum])
    #expect(program.equations.count == 313)
    #expect(program.instructions.count == 19_999)
    #expect(program.equations.allSatisfy { $0.instructions.count <= 64 })
    #expect(program.equations.dropLast().allSatisfy { $0.result.name.ascii == "s" })
  }

  @Test("arrays that a layer makes are measured first")
  func constants() throws {
    let eq = Equations()
    func refusal(_ shape: Shape) -> String? {
      do {
        _ = try eq.constant("ones", shape, .float32, repeating: 1)
        return nil
      } catch { return error.reason }
    }
    #expect(refusal([1000, 1000]) == nil)
    #expect(refusal([0, 5]) == nil)
    #expect(refusal([-5, 3]) == "(-5, 3) has a negative length")
    #expect(
      refusal([1 << 40]) == "(1099511627776) is too large; a value may have 100000000 elements")
    #expect(refusal([1 << 62, 4])?.contains("is too large") == true)
    #expect(refusal([0, 1 << 62])?.contains("is too large") == true)
    let axes = Shape([Int](repeating: 1, count: 65))
    #expect(refusal(axes) == "65 axes are too many; a value may have 64")
    #expect(throws: Obstacle.self) {
      try eq.constant("m", [1 << 20, 1 << 20], .float32) {
        Issue.record("made before it is measured")
        return []
      }
    }
  }
}
