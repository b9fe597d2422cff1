import Terms
import TestSupport
import Testing

/// The list of the ops is complete.
struct AllOpsTests {
  @Test func listsEveryFileOfTheFolder() {
    var listed: Set<String> = ["AllOps"]
    for type in AllOps.unary { listed.insert("\(type)") }
    for type in AllOps.binary { listed.insert("\(type)") }
    for type in AllOps.rows { listed.insert("\(type)") }
    for type in AllOps.others + AllOps.overSamples { listed.insert("\(type)") }
    let files = Set(
      Repository.files(in: "Sources/Terms/Ops", ending: ".swift").map { String($0.dropLast(6)) })
    #expect(files.subtracting(listed).sorted() == [], "files that are not in AllOps")
    #expect(listed.subtracting(files).sorted() == [], "lines of AllOps without a file")
  }
}
