import CTexts
import TestSupport
import Testing

/// What the program carries in itself is what stands in the files.
struct EmbeddedTextTests {
  @Test func everyFileOfThePageIsTakenIn() {
    for (suffix, text) in [(".js", ks_page_scripts()), (".css", ks_page_styles())] {
      let files = Repository.files(in: "Sources/Exports/HTML/Page", ending: suffix)
        .map { Repository.text("Sources/Exports/HTML/Page/" + $0) }
      let taken = String(cString: text)
      #expect(!files.isEmpty)
      for file in files { #expect(taken.contains(file)) }
      #expect(taken.utf8.count == files.map(\.utf8.count).reduce(files.count - 1, +))
    }
  }

  @Test func pythonsModuleIsTakenIn() {
    #expect(
      String(cString: ks_python_module()) == Repository.text("Sources/Python/kerastep.py"))
  }
}
