import TestSupport
import Testing

@testable import Models

@Suite("the lists of file formats are whole")
struct FormatListTests {
  private func files(in folder: String) -> [String] {
    Repository.files(in: "Sources/Models/\(folder)", ending: ".swift").map {
      String($0.dropLast(6))
    }
  }

  @Test("every file of Formats is in the list of models' formats, once and in order")
  func models() {
    #expect(ModelFormats.all.map { "\($0)" } == files(in: "Formats"))
  }

  @Test("every file of Arrays/Formats is in the list of arrays' formats, once and in order")
  func arrays() {
    #expect(ArrayFormats.all.map { "\($0)" } == files(in: "Arrays/Formats"))
    let written = ArrayFormats.all.filter { $0 is any WrittenArrayFormat.Type }
    #expect(Set(ArrayFormats.written.map { "\($0)" }) == Set(written.map { "\($0)" }))
  }

  @Test("no ending belongs to two formats of arrays")
  func endings() {
    let suffixes = ArrayFormats.suffixes
    #expect(Set(suffixes).count == suffixes.count)
  }
}
