import Equations
import Testing

@testable import Console
@testable import Debugging

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
}
