import Checks
import Models
import Tensors
import Testing

@testable import Checks

@Suite("rounding that grows is no difference")
struct RoundingTests {
  static let files = Fixtures.names(in: "rounding").filter { $0.hasSuffix(".npz") }
  static let cases = files.flatMap { (try? GridCase.all(in: $0, of: "rounding")) ?? [] }

  @Test("every model of Keras agrees within what float64 shows", arguments: cases)
  func agrees(_ one: GridCase) throws {
    let agreement = try Agreement(of: try one.model(), with: try one.golden())
    var text = ""
    agreement.write(to: &text)
    print(one.testDescription); print(text)
    expect(agreement)
  }
}
