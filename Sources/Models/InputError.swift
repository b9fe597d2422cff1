import Containers

/// Why an input cannot be read or fed.
package struct InputError: Reported, Sendable {
  package let message: String
  package let hint: String
  /// The file that holds what cannot be read; nil where what was typed is at fault.
  package let file: String?
  /// What was meant, as it is typed at the prompt; nil where that is not known.
  package let asTyped: String?

  package init(_ message: String, hint: String = "", asTyped: String? = nil) {
    self.init(message, hint, in: nil, asTyped)
  }

  /// What is wrong at a place of a file, `:3: column 2`, or with all of it.
  init(in file: String, at place: String = "", _ message: String, hint: String = "") {
    self.init("\(file.onOneLine)\(place): \(message)", hint, in: file)
  }

  private init(_ message: String, _ hint: String, in file: String?, _ asTyped: String? = nil) {
    (self.message, self.hint, self.file, self.asTyped) = (message, hint, file, asTyped)
  }

  package var exitCode: Int32 { file == nil ? ExitStatus.badUsage : ExitStatus.unusableFile }
}
