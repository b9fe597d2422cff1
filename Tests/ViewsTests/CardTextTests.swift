import Equations
import Models
import Tensors
import Terminal
import Terms
import TestSupport
import Testing

@testable import Debugging
@testable import Views

/// A timestep as lines.
struct CardTextTests {
  private static func card(_ name: String, next count: Int = 2) throws -> Card {
    let path = "\(Repository.path)/Sources/Console/Resources/models/\(name).keras"
    let debugger = Debugger()
    let session = Session(try ModelFile.open(path))
    try session.feed(try Feed.read("random(seed=1)", for: session.model))
    debugger.session = session
    _ = try #require(session.machine).move(.next, count: count)
    return try #require(try debugger.card())
  }

  private static func presentation(_ width: Int, _ digits: Int = 4) -> Presentation {
    var presentation = Presentation()
    presentation.width = width
    presentation.format.precision = digits
    return presentation
  }

  private static func plain(_ lines: [String]) -> [String] {
    let style = Style(usesColour: false, usesASCII: false)
    return lines.map { style.rendered($0, isLine: true) }
  }

  /// No line goes over the edge, and the numbers of a unit stand below it in all rows, rounded as one
  /// would round them.
  @Test(arguments: ["lstm", "gru"], [40, 50, 60, 80, 120])
  func unitsStandBelowEachOther(name: String, width: Int) throws {
    let card = try Self.card(name)
    let table = try #require(card.tables.first)
    let columns = CardColumns(Self.presentation(width), table)
    let lines = Self.plain(columns.lines)
    let all = Self.plain(CardText(Self.presentation(width), card).lines())
    #expect(all.allSatisfy { $0.columns <= width })
    #expect(all.suffix(lines.count) == lines[...])
    for (index, unit) in columns.units.enumerated() {
      let range = columns.columns(of: index)
      func text(_ line: String) -> String {
        String(line.dropFirst(range.lowerBound).prefix(range.count).drop { $0 == " " })
      }
      #expect(text(lines[0]) == "\(unit)")
      for (row, line) in zip(table.rows, lines.dropFirst()) {
        let number = try #require(row.tensor).elements[unit]
        let shown = try #require(Double(text(line)), "\(line)")
        #expect(abs(shown - number) <= 0.5001e-2, "\(row.place)[\(unit)]")
      }
    }
  }

  @Test func eightUnitsStandOnEightyColumnsWithTheirWords() throws {
    let card = try Self.card("lstm")
    let lines = Self.plain(CardText(Self.presentation(80), card).lines())
    #expect(lines.count == 11)
    let words = ["written", "kept", "written", "shown", "state", "output"]
    for (line, word) in zip(lines.suffix(6), words) { #expect(line.hasSuffix("  \(word)")) }
    #expect(lines.dropFirst(3).allSatisfy { $0.split(separator: " ").count >= 9 })
    let wide = Self.plain(CardText(Self.presentation(120), card).lines())
    #expect(wide.contains { $0.hasSuffix("  forget gate: how much is kept") })
    // All of them with fewer digits before a unit goes.
    let narrow = try #require(card.tables.first)
    #expect(CardColumns(Self.presentation(60), narrow).units == Array(0..<8))
  }

  /// Where units must go, those that changed most stay, the same in all rows, and how many went is
  /// said.
  @Test func wideLayersAreCutByUnit() throws {
    let table = try #require(try Self.card("lstm").tables.first)
    let columns = CardColumns(Self.presentation(40), table)
    let count = columns.units.count
    #expect((2..<8).contains(count))
    #expect(columns.units == table.units(showing: count))
    let least = table.units(showing: 8).filter { !columns.units.contains($0) }
    for unit in columns.units {
      #expect(least.allSatisfy { table.change[$0] <= table.change[unit] })
    }
    let lines = Self.plain(columns.lines)
    #expect(lines.last?.contains("\(8 - count) more units") ?? false)
    var page = Self.presentation(40)
    page.cuts = false
    #expect(CardColumns(page, table).units == Array(0..<8))
  }

  /// Of many tables the last ones stay on a small screen, and a line says how many went.
  @Test func tablesGoWhereTheScreenIsSmall() throws {
    let one = try Self.card("lstm")
    let table = try #require(one.tables.first)
    var many = one
    many.tables = [table, table, table]
    let lines = Self.plain(CardText(Self.presentation(80), many).lines(height: 24))
    #expect(lines.count <= 24)
    #expect(lines.contains("  … one table above: info values shows all"))
    #expect(Self.plain(CardText(Self.presentation(80), many).lines()).count == 32)
  }
}
