import Containers

/// Why an input cannot be read or fed.
package struct InputError: Reported, Sendable {
  package let reason: String
  package let hint: String
  /// The file that holds what cannot be read; nil where what was typed is at fault.
  package let file: String?

  package init(_ reason: String, hint: String = "") {
    self.init(reason, hint, in: nil)
  }

  /// What is wrong at a place of a file, `:3: column 2`, or with all of it.
  init(in file: String, at place: String = "", _ reason: String, hint: String = "") {
    self.init("\(file.onOneLine)\(place): \(reason)", hint, in: file)
  }

  private init(_ reason: String, _ hint: String, in file: String?) {
    (self.reason, self.hint, self.file) = (reason, hint, file)
  }

  package var exitCode: Int32 { file == nil ? ExitStatus.badUsage : ExitStatus.unusableFile }

  package var description: String { hint.isEmpty ? reason : "\(reason)\n\(hint)" }
}
