import Containers

extension Export {
  /// Writes all files of a target, those beside the program first; nothing is written where one
  /// cannot be made.
  package func write(as target: any ExportTarget) throws -> [String] {
    try write(try target.files(self), target.name)
  }

  func write(_ files: [ExportedFile], _ target: String) throws -> [String] {
    // What was interrupted is not whole.
    try Interruption.check()
    guard let path else { throw ExportError("an export to \(target) needs a file") }
    for file in files {
      let place = file.path ?? path
      guard !subject.files.contains(place) else {
        throw ExportError("\(place) is the model itself", hint: "Give another file.")
      }
      if let beside = file.path, beside.hasSuffix(".npz"), !Export.isOurs(beside) {
        throw ExportError(
          "\(beside) is there already and holds other arrays; the weights would go there",
          hint: "Give the program another name, or move that file away.")
      }
    }
    for file in files.sorted(by: { $0.path != nil && $1.path == nil }) {
      try FileBytes.write(file.bytes, to: file.path ?? path)
    }
    return files.map { $0.path ?? path }
  }

  /// The text of a target that needs no file beside it.
  package func text(as target: any ExportTarget) throws -> String {
    let files = try target.files(self)
    try Interruption.check()
    return String(decoding: files.first?.bytes ?? [], as: UTF8.self)
  }

  /// Whether there is no such archive, or one that an export wrote.
  private static func isOurs(_ path: String) -> Bool {
    guard let bytes = try? FileBytes(path: path).bytes else { return true }
    guard let archive = try? Npz(bytes, name: path) else { return false }
    return ["recorded.y0", "recorded.loss"].contains(where: archive.contains)
  }
}
