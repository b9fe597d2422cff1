import Containers

/// The files of a model that is several: those of a folder, or of a ZIP of it.
struct FileTree {
  /// The folder or the ZIP, and in the ZIP the folder in front of all names.
  let path: String
  private let archive: ZipArchive?
  private let prefix: String

  /// The files of a folder.
  init(folder: String) {
    (path, archive, prefix) = (folder, nil, "")
  }

  /// The files of a ZIP beside one of a name, which stands at the top or in one folder; nil where there is no such file,
  /// or several.
  init?(_ archive: ZipArchive, beside name: String, path: String) {
    let names = archive.entries.map(\.name).filter { !$0.hasPrefix("__MACOSX") }
    let found = names.filter { $0 == name || $0.hasSuffix("/" + name) }
    guard let only = found.contains(name) ? name : found.first, found.count == 1 || only == name
    else { return nil }
    self.archive = archive
    self.path = path
    prefix = String(only.dropLast(name.count))
  }

  /// How messages call a file: `folder/variables/variables.index`, `model.zip:variables/variables.index`.
  func title(_ name: String) -> String {
    archive == nil ? "\(path)/\(name)" : "\(path):\(prefix)\(name)"
  }

  /// The content of a file; nil where there is none.
  func bytes(_ name: String) throws -> Bytes? {
    guard let archive else {
      do {
        return try FileBytes(path: "\(path)/\(name)").bytes
      } catch {
        guard error.isMissing else { throw error }
        return nil
      }
    }
    return archive.contains(prefix + name) ? try archive.bytes(of: prefix + name) : nil
  }

  /// Reads in a file; nil where there is none. When it changed meanwhile that is the error, whatever else came of it.
  func reading<Result>(_ name: String, _ body: (Bytes) throws -> Result) throws -> Result? {
    guard let archive else {
      let path = "\(path)/\(name)"
      let file: FileBytes
      do {
        file = try FileBytes(path: path)
      } catch {
        guard error.isMissing else { throw error }
        return nil
      }
      return try file.reading { try body($0.bytes) }
    }
    let name = prefix + name
    return archive.contains(name) ? try body(try archive.bytes(of: name)) : nil
  }

  /// The folder that a file lies in, and the file's name.
  static func parts(of path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    let folder = path[..<slash]
    return (folder.isEmpty ? "/" : String(folder), String(path[path.index(after: slash)...]))
  }
}
