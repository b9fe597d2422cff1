import CReferences
import Foundation

/// What the compiler wrote down about a build: which symbol stands in which source file.
package struct ReferenceIndex {
  /// A source file and what stands in it, by the compiler's names of symbols.
  package struct File {
    /// Its path below the folder that holds Package.swift.
    package let path: String
    package let module: String
    package var defines: Set<String> = []
    package var mentions: Set<String> = []
  }

  package private(set) var files: [String: File] = [:]

  /// Reads the index of the debug build below `root`, and of it the files that lie in `folder` and are still there.
  package init(root: String, folder: String = "Sources/") throws {
    let reading = Reading(prefix: root + "/", folder: folder)
    let problem = ks_references(
      try Self.library(), Self.store(root),
      Unmanaged.passUnretained(reading).toOpaque()
    ) { context, file, module, symbol, isDefinition in
      guard let context else { return }
      Unmanaged<Reading>.fromOpaque(context).takeUnretainedValue()
        .take(text(file), text(module), text(symbol), isDefinition)
    }
    if let problem { throw ReferenceError(description: String(cString: problem)) }
    files = reading.files.filter { FileManager.default.fileExists(atPath: "\(root)/\($0.key)") }
  }

  /// Where the index is: beside the program that asks, which was built with it, or below `root`.
  private static func store(_ root: String) -> String {
    let own = Bundle.main.executableURL?.deletingLastPathComponent().path ?? ""
    return ["\(own)/index/store", "\(root)/.build/debug/index/store"]
      .first(where: FileManager.default.fileExists) ?? "\(root)/.build/debug/index/store"
  }

  /// The library that reads it, beside the compiler that wrote it.
  private static func library() throws -> String {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    for folder in path.split(separator: ":") {
      let compiler = URL(fileURLWithPath: "\(folder)/swiftc").resolvingSymlinksInPath()
      let root = compiler.deletingLastPathComponent().deletingLastPathComponent()
      for name in ["libIndexStore.so", "libIndexStore.dylib"] {
        let library = root.appendingPathComponent("lib/\(name)").path
        if FileManager.default.fileExists(atPath: library) { return library }
      }
    }
    throw ReferenceError(description: "there is no libIndexStore beside the swiftc in PATH")
  }

  private final class Reading {
    let prefix: String
    let folder: String
    var files: [String: File] = [:]

    init(prefix: String, folder: String) {
      self.prefix = prefix
      self.folder = folder
    }

    func take(_ file: String, _ module: String, _ symbol: String, _ isDefinition: Bool) {
      guard file.hasPrefix(prefix + folder) else { return }
      let path = String(file.dropFirst(prefix.count))
      var entry = files[path] ?? File(path: path, module: module)
      if isDefinition { entry.defines.insert(symbol) } else { entry.mentions.insert(symbol) }
      files[path] = entry
    }
  }
}

/// Why there are no references to look at.
package struct ReferenceError: Error, CustomStringConvertible {
  package let description: String
}

private func text(_ text: ks_text) -> String {
  String(decoding: UnsafeRawBufferPointer(start: text.bytes, count: text.length), as: UTF8.self)
}
