import Models
import Terminal
import TestSupport
import Testing

@testable import Views

/// What holds of the picture of every model of the fixtures.
struct GraphLawTests {
  private static let models: [String] = {
    let folders = ["graphs", "."].flatMap { folder in
      Repository.folders(in: "Tests/Fixtures/\(folder)").map { "Tests/Fixtures/\(folder)/\($0)" }
    }
    return folders.compactMap { folder in
      let files = [".keras", ".h5"].flatMap { Repository.files(in: folder, ending: $0) }
      return files.first { !$0.contains("weights") }.map { "\(folder)/\($0)" }
    }
  }()

  private static func graphs() -> [(name: String, graph: CallGraph)] {
    models.compactMap { path in
      // Some files of the fixtures hold weights only.
      guard let model = try? ModelFile.open("\(Repository.path)/\(path)") else { return nil }
      return (path, CallGraph(model.layer, path: "", shapes: OutputShapes(model)))
    }
  }

  @Test func aPictureShowsEveryCallOnceAndFits() throws {
    let graphs = Self.graphs()
    #expect(graphs.count > 30)
    for (name, graph) in graphs {
      for (width, ascii) in [(80, false), (80, true), (140, false), (50, false)] {
        let lines = GraphPicture(
          graph: graph, current: graph.calls.indices.last, width: width, usesASCII: ascii
        ).lines()
        let isList = lines.first?.unmarked.hasPrefix("the picture is too large") ?? false
        // A list breaks between words, of which some models have long ones.
        if !isList || width >= 80 {
          #expect(lines.allSatisfy { $0.columns <= width }, "\(name) on \(width)")
        }
        // No line turns up twice in one row, so only a box has such a foot.
        let feet = lines.reduce(0) { $0 + $1.unmarked.matches(of: /[└┗][─━┬┯]+[┘┛]/).count }
        if !ascii, !isList { #expect(feet == graph.calls.count, "\(name) on \(width)") }
      }
    }
  }

  @Test func noTwoBoxesOverlapAndEachStandsBelowWhatItReads() throws {
    for (name, graph) in Self.graphs() {
      let widths = graph.calls.map { ($0.name.columns + 4) | 1 }
      let layout = try #require(GraphLayout(graph, widths: widths))
      for level in layout.levels {
        for (left, right) in zip(level, level.dropFirst()) {
          let end = layout.items[left].left + layout.items[left].width
          #expect(end + GraphLayout.gap <= layout.items[right].left, "\(name)")
        }
        #expect(level.allSatisfy { layout.items[$0].left >= 0 })
        #expect(level.allSatisfy { layout.items[$0].left + layout.items[$0].width <= layout.width })
      }
      for item in layout.items {
        #expect(
          item.sources.allSatisfy { layout.items[$0.item].level == item.level - 1 }, "\(name)")
      }
      for (index, call) in graph.calls.enumerated() {
        #expect(layout.items[index].sources.count == call.sources.count)
        for (source, wanted) in zip(layout.items[index].sources, call.sources) {
          var at = source
          while layout.items[at.item].call == nil { at = layout.items[at.item].sources[0] }
          #expect(at.item == wanted.call && at.output == wanted.output, "\(name)")
        }
      }
    }
  }

  /// Lines of two outputs never run along each other.
  @Test func linesOfAChannelKeepApart() throws {
    for (name, graph) in Self.graphs() {
      let widths = graph.calls.map { ($0.name.columns + 4) | 1 }
      guard let layout = GraphLayout(graph, widths: widths), layout.width < 300 else { continue }
      for level in layout.levels.indices.dropFirst() {
        let nets = GraphChannel(Ports(layout, level: level).nets).nets
        for (place, one) in nets.enumerated() {
          for other in nets[..<place] where one.row != nil && one.row == other.row {
            #expect(!one.columns.overlaps(other.columns), "\(name)")
          }
        }
      }
    }
  }
}

extension String {
  /// The text without the private letters that mark it.
  var unmarked: String {
    String(String.UnicodeScalarView(unicodeScalars.filter { $0.value < 0xF0000 }))
  }
}
