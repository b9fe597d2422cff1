#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What stands beside a model's file and was not asked for.
enum OwnFolder {
  /// Whether a file is there and lies, links followed, in the folder that the model lies in.
  static func holds(_ path: String, beside model: String) -> Bool {
    let name = model.split(separator: "/").last ?? ""
    let folder = model.hasSuffix(name) ? String(model.dropLast(name.count)) : model
    guard let file = resolved(path), let home = resolved(folder.isEmpty ? "." : folder) else {
      return false
    }
    let own = file.dropLast(file.split(separator: "/").last?.count ?? 0)
    return own == (home == "/" ? "/" : home + "/")
  }

  /// Whether a file is there and lies, links followed, somewhere in a folder.
  static func holds(_ path: String, below folder: String) -> Bool {
    guard let file = resolved(path), let home = resolved(folder) else { return false }
    return file.hasPrefix(home == "/" ? "/" : home + "/")
  }

  /// Where a path leads; nil where there is nothing.
  private static func resolved(_ path: String) -> String? {
    guard let found = realpath(path, nil) else { return nil }
    defer { free(found) }
    return String(cString: found)
  }
}
