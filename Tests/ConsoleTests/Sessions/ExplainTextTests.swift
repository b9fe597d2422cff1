import Equations
import Expressions
import Tensors
import Terms
import TestSupport
import Testing

@testable import Console
@testable import Debugging
@testable import Views

/// Any number of any model can be explained on a screen of 80 columns.
struct ExplainTextTests {
  static let folders = ["", "/graphs"].flatMap { place in
    Repository.files(in: "Tests/Fixtures" + place, ending: "").map {
      "Tests/Fixtures\(place)/\($0)"
    }
  }.filter { Repository.files(in: $0, ending: "k3.keras") == ["k3.keras"] }

  @Test(arguments: folders)
  func explanationsFit(folder: String) throws {
    let (console, shown) = Console.imitation()
    console.execute("open \(folder)/k3.keras")
    console.execute("feed random(seed=1)")
    console.execute("continue")
    guard let machine = console.session?.machine else { return }
    let named = machine.program.values.filter { value in
      value.shape.count > 0 && [.result, .state, .sequence, .weight].contains(value.role)
        && machine.program.loops(value.scope).count == 0
    }
    #expect(!named.isEmpty)
    for value in named {
      let text = machine.place(of: Entry(value: value, element: 0, steps: []))
      // Names as long as the screen cannot fit, and what no word can name is not typed.
      guard text.count < 24, (try? machine.entry(text, in: .model)) != nil else { continue }
      shown.text = ""
      #expect(console.execute("explain \(text) -d 4") == .done, "\(text): \(shown.text)")
      shown.note(widerThan: 80)
      console.execute("why \(text)")
      shown.note(widerThan: 80)
    }
    #expect(shown.wideLines == [])
  }

  /// Of a long sequence the timesteps that count most are shown, and with -a all of them.
  @Test func aLongSequenceIsCut() {
    let (console, shown) = Console.imitation()
    console.execute("open Tests/Fixtures/wild/ethnicolr_wiki_name.h5")
    console.execute("feed arange(25)")
    console.execute("continue")
    func rows(_ command: String) -> [Substring] {
      shown.text = ""
      console.execute(command)
      return shown.text.split(separator: "\n").filter { line in
        ["before", "the"].contains { line.hasPrefix("  \($0) ") }
          || (line.dropFirst(2).first?.isNumber ?? false)
      }
    }
    #expect(rows("why lstm@24.C[3]").count == 17)
    #expect(rows("why lstm@24.C[3]").last?.contains("the 10 others") == true)
    #expect(rows("why -a lstm@24.C[3]").count == 26)
    #expect(rows("why lstm@15.C[3]").count == 17)
  }

  /// The terms that are shown add up to the number, but for the last digit of each.
  @Test(arguments: folders)
  func theTermsShownAddUp(folder: String) throws {
    let (console, _) = Console.imitation()
    console.execute("open \(folder)/k3.keras")
    console.execute("feed random(seed=2)")
    console.execute("continue")
    let machine = try #require(console.session?.machine)
    let formula = ScalarFormula(console.presentation)
    let scope = Scope(console.debugger)
    for equation in machine.program.equations where equation.result.shape.count > 0 {
      let steps = machine.program.loops(equation.scan).map { _ in 0 }
      let entry = Entry(value: equation.result, element: 0, steps: steps)
      let explanation = try machine.explanation(of: entry)
      guard case .equation(_, let derived) = explanation.origin, case .sum(let sum) = derived.form,
        sum.divisor == 1, explanation.number.isFinite
      else { continue }
      let text = formula.worked(sum).text
      let shown = try Expression(text, names: scope).evaluate(in: scope, floats: .float64)
      // Six digits after the point are shown of each, and the sum itself is rounded to its format.
      let digits = max(sum.largestPartial, 1) * 1e-6 * Double(sum.terms.count)
      let rounding = 4 * derived.dtype.ulp(at: sum.largestPartial)
      #expect(
        abs((shown.elements.first ?? .nan) - explanation.number) <= digits + rounding,
        "\(machine.place(of: entry)): \(text) is not \(explanation.number)")
    }
  }
}
