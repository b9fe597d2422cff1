import Foundation
import References
import TestSupport
import Testing

/// A file imports what it uses: an import that is not used says something false about the house.
struct ImportTests {
  @Test func everyImportIsUsed() throws {
    let index = try ReferenceIndex(root: Repository.path)
    let unused = try index.unusedImports(root: Repository.path)
    #expect(unused.isEmpty, "\(unused)")
  }

  /// With Foundation the program starts later, and takes more memory.
  @Test func theProgramStartsWithoutFoundation() throws {
    let files = try #require(
      FileManager.default.enumerator(atPath: Repository.path + "/Sources")?.compactMap {
        $0 as? String
      }
    ).filter { $0.hasSuffix(".swift") }
    #expect(files.count > 500)
    let loading = files.filter { file in
      Repository.text("Sources/" + file).split(separator: "\n").contains("import Foundation")
        && !file.hasPrefix("Exports/Targets/SwiftTarget")
    }
    #expect(loading.isEmpty, "\(loading)")
  }
}
