import Terminal

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Which files a place of a line takes, by how their names end.
package enum FileKind: Sendable {
  case any, models, arrays, scripts, pages

  /// Endings without the point; none takes every file.
  package var endings: [String] {
    switch self {
    case .any: []
    case .models: ["keras", "h5", "hdf5", "json"]
    case .arrays: ["npy", "npz", "json", "csv"]
    case .scripts: ["kst"]
    case .pages: ["md"]
    }
  }

  /// The files whose path begins so, and folders; where none of this kind is there, all files.
  func paths(beginningWith word: String) -> [Candidate] {
    let all = FileKind.entries(word)
    let fitting = all.filter { entry in
      entry.continues || endings.contains { entry.text.lowercased().hasSuffix(".\($0)") }
    }
    return endings.isEmpty || fitting.allSatisfy(\.continues) ? all : fitting
  }

  private static func entries(_ word: String) -> [Candidate] {
    let slash = word.lastIndex(of: "/")
    let folder = slash.map { String(word[...$0]) } ?? ""
    guard let directory = opendir(folder.isEmpty ? "." : folder.expandingHome) else { return [] }
    defer { closedir(directory) }
    var result: [Candidate] = []
    while let entry = readdir(directory), result.count < 10_000 {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { buffer in
        String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name == "." || name == ".." { continue }
      let path = folder + name
      guard path.hasPrefix(word), !name.hasPrefix(".") || !isHiding(word) else { continue }
      let isFolder = entry.pointee.d_type == UInt8(DT_DIR)
      result.append(Candidate(isFolder ? path + "/" : path))
    }
    return result
  }

  /// Whether a word asks for no file whose name begins with a point.
  private static func isHiding(_ word: String) -> Bool {
    !(word.split(separator: "/", omittingEmptySubsequences: false).last ?? "").hasPrefix(".")
  }
}

extension String {
  /// A path with `~` replaced by the home folder.
  package var expandingHome: String {
    guard self == "~" || hasPrefix("~/"), let home = getenv("HOME") else { return self }
    return String(cString: home) + dropFirst()
  }
}
