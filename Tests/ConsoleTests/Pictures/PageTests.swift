import Containers
import Debugging
import Equations
import Models
import Tensors
import Terms
import TestSupport
import Testing

@testable import Console
@testable import Exports

/// What stands in a page, without a browser.
struct PageTests {
  @Test(arguments: Pages.bundled)
  func aPageIsSmallAndAsksForNothing(name: String) throws {
    let html = try Pages.html(try Pages.session(name))
    #expect(html.utf8.count < 2_000_000)
    #expect(html.contains("Content-Security-Policy\" content=\"default-src 'none';"))
    for address in ["http:", "https:", "src=", "url(", "@import", "<link", "fetch(", "innerHTML"] {
      #expect(!html.contains(address), "\(address)")
    }
    // The word on scripts that are turned off, and nothing that was left out.
    #expect(html.components("class=\"left-out\">") == 2)
  }

  /// Every number of the run is on the page with the digits that give it back, and is explained.
  @Test(arguments: Pages.bundled)
  func thePageShowsTheNumbersOfTheRun(name: String) throws {
    let session = try Pages.session(name)
    let machine = try #require(session.machine)
    let program = machine.program
    let data = try Pages.data(try Pages.html(session))
    let equations = try #require(data["equations"]?.arrayValue)
    #expect(equations.count == program.equations.count)
    #expect(data["ticks"]?.arrayValue?.count == program.tickCount)
    var count = 0
    for (equation, json) in zip(program.equations, equations) {
      let rows = try #require(json["rows"]?.arrayValue).compactMap(\.stringValue)
      let why = try #require(json["why"]?.arrayValue)
      var format = NumberFormat()
      format.precision = 6
      let all = Array(Trace.Steps(program.lengths(around: equation.scan)))
      #expect(rows.count == all.count)
      for (row, steps) in all.enumerated() {
        let tensor = try machine.read(equation.result, at: steps)
        let exact = tensor.elements.map { NumberFormat.exact($0, tensor.dtype) }
        #expect(rows[row].split(separator: " ").map(String.init) == exact)
        let reasons = try #require(why[row].arrayValue)
        #expect(reasons.count == tensor.count)
        for (number, reason) in zip(tensor.elements, reasons) {
          let workings = reason["workings"]?.arrayValue?.compactMap(\.stringValue)
          let result = format.counting(from: [number]).scalar(number, tensor.dtype)
          #expect(workings.map { $0.last == result } ?? (reason["copies"] != nil))
          count += 1
        }
      }
    }
    #expect(count >= 10)
  }

  @Test func anExplanationIsTheOneThatExplainShows() throws {
    let session = try Pages.session("lstm")
    let data = try Pages.data(try Pages.html(session))
    let machine = try #require(session.machine)
    let id = try #require(machine.program.equations.firstIndex { $0.result.name.ascii == "C" })
    let json = try #require(data["equations"]?.arrayValue?[id])
    let why = try #require(json["why"]?.arrayValue?[2].arrayValue?[5])
    let (console, shown) = Console.imitation(width: 200)
    for command in ["open lstm", "samples", "continue"] { console.execute(command) }
    shown.text = ""
    console.execute("explain lstm@2.C[5]")
    #expect(shown.text.contains("C[5] = \(Pages.text(why["formula"]))\n"))
    let workings = try #require(why["workings"]?.arrayValue).compactMap(\.stringValue)
    #expect(workings.count == 3)
    for working in workings { #expect(shown.text.contains(" = \(working)\n"), "\(working)") }
    let rows = try #require(why["rows"]?.arrayValue)
    #expect(rows.map { Pages.text($0[0]) } == ["f[5]·C₋₁[5]", "i[5]·g[5]"])
  }

  @Test func namesOfTheModelAreTextAndNothingElse() throws {
    let html = try Pages.html(try Pages.hostile())
    #expect(html.components("<script") == 3 && html.components("</script>") == 3)
    #expect(html.components("</title>") == 2)
    #expect(!html.contains("alert(1)</script>") && !html.contains("<img"))
    #expect(!html.contains("<b>x") && !html.contains("\u{2028}") && !html.contains("\u{202E}"))
    let layers = try #require(try Pages.data(html)["layers"]?.arrayValue)
    #expect(layers[0]["path"]?.stringValue == "</script><script>alert(1)</script>")
  }

  /// A page of little room says what it leaves out, and holds no more than it may.
  @Test func aLargeRunIsCutAndThePageSaysSo() throws {
    let session = try Pages.session("lstm")
    let machine = try #require(session.machine)
    var limits = PageBudget.Limits()
    limits.ticks = 9
    limits.numbers = 40
    limits.explanations = 12
    let small = TracePage(
      machine, TracePage.Heading(title: "lstm", facts: []),
      TracePage.Wording(
        label: { $0 }, equation: { $0.text() }, numbers: { NumberFormat().texts($0, $1) },
        explanation: { _ in PageExplanation() }), limits: limits)
    let html = try small.html()
    let data = try Pages.data(html)
    let rows = (data["equations"]?.arrayValue ?? []).flatMap { $0["rows"]?.arrayValue ?? [] }
    let numbers = rows.reduce(0) { $0 + ($1.stringValue ?? "").split(separator: " ").count }
    #expect((1...40).contains(numbers))
    #expect(html.components("\"why\"") - 1 <= 12 + machine.program.equations.count)
    #expect((data["ticks"]?.arrayValue ?? []).count <= 9)
    // What stands behind the timesteps that are left out can be gone to, at its tick.
    let last = try #require(data["ticks"]?.arrayValue?.last)
    #expect(last[2] == .int(23) || data["ticks"]?.arrayValue?.count == 9)
    for words in ["Of longer values only the first", "of 23 equations", "numbers on this page are"]
    {
      #expect(html.contains(words), "\(words)")
    }
  }

  /// What the script looks up is there.
  @Test func everyPlaceOfTheScriptIsInThePage() throws {
    let html = try Pages.html(try Pages.session("xor"))
    let names = html.matches(of: /\$\("([a-z-]+)"\)/).map { String($0.1) }
    #expect(names.count > 30)
    for name in Set(names) { #expect(html.contains("id=\"\(name)\""), "\(name)") }
  }

  @Test func thePromptWritesThePageOfWhatIsComputed() throws {
    let folder = TemporaryDirectory()
    let (console, shown) = Console.imitation()
    for command in ["open lstm", "samples", "until lstm@1.f"] { console.execute(command) }
    console.execute("save page \(folder.path)/walk.html")
    #expect(shown.text.hasSuffix("the page is written to \(folder.path)/walk.html\n"))
    let data = try Pages.data(folder.text("walk.html"))
    #expect(data["ticks"]?.arrayValue?.count == 10)
    let rows = (data["equations"]?.arrayValue ?? []).map { $0["rows"]?.arrayValue?.count ?? 0 }
    #expect(rows == [2, 2, 2, 1, 1, 1, 1, 0, 0])
  }
}

extension String {
  /// How many pieces a text is cut into by another one.
  func components(_ separator: String) -> Int { ranges(of: separator).count + 1 }
}
