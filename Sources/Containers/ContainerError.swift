/// A refusal: which file, which place in it, what was expected there and what was found.
package struct ContainerError: Reported, Sendable, Equatable {
  /// What the reader of the message can do about it.
  package enum Kind: Sendable, Equatable {
    /// The operating system does not hand over the file.
    case unreadable
    /// The bytes contradict the format.
    case damaged
    /// The format allows it, this reader does not.
    case unsupported
    /// Honest files do not contain it: a bomb, a cycle, a way out of the file.
    case refused
    /// The file is fine and has no such entry.
    case missing
    /// Whoever asked for it does not want it any more.
    case interrupted
  }

  package let kind: Kind
  package let file: String
  /// A structure and its position, such as `object header at byte 2048`; empty for the file as a whole.
  package let place: String
  package let expected: String
  package let found: String
  /// What to do, empty when there is nothing to say.
  package let advice: String

  init(
    _ kind: Kind, file: String, place: String = "", expected: String, found: String,
    advice: String? = nil
  ) {
    self.kind = kind
    self.file = file
    self.place = place
    self.expected = expected
    self.found = found
    self.advice = advice ?? kind.advice
  }

  /// Throws when it is wished that what takes long shall end.
  static func refuseInterrupted(_ file: String, _ place: String) throws(ContainerError) {
    guard Interruption.isWished() else { return }
    throw ContainerError(
      .interrupted, file: file, place: place, expected: "its end", found: "Ctrl-C")
  }

  /// The same refusal, told from the object it happened in.
  func inside(_ object: String) -> ContainerError {
    if object.isEmpty || place == object || place.hasPrefix("\(object): ") { return self }
    return ContainerError(
      kind, file: file, place: place.isEmpty ? object : "\(object): \(place)", expected: expected,
      found: found, advice: advice)
  }
}

extension ContainerError {
  package var exitCode: Int32 {
    kind == .interrupted ? ExitStatus.interrupted : ExitStatus.unusableFile
  }

  /// `model.h5: heap at byte 680: expected the signature HEAP, found "HXAP"; the file is damaged: …`
  package var message: String {
    if kind == .interrupted { return Interrupted().description }
    let place = place.isEmpty ? "" : "\(place): "
    let advice = advice.isEmpty ? "" : "; \(advice)"
    if isMissing { return "\(file.onOneLine): there is no such \(missing)\(advice)" }
    return "\(file.onOneLine): \(place)expected \(expected), found \(found)\(advice)"
  }
}

extension ContainerError {
  static let (readable, writable) = ("a file that can be read", "a place to write to")

  /// Whether there is nothing under the path.
  package var isMissing: Bool { kind == .unreadable && found == "No such file or directory" }

  /// What is not there: of a file that is to be written, its folder.
  private var missing: String { expected == ContainerError.writable ? "folder" : "file" }
}

extension ContainerError.Kind {
  fileprivate var advice: String {
    switch self {
    case .unreadable, .missing, .interrupted: ""
    case .damaged: "the file is damaged: save or download it again"
    case .unsupported: "not read here: save the file again with its library's defaults"
    case .refused: "refused: the file is damaged or made to do harm"
    }
  }
}
