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
}
