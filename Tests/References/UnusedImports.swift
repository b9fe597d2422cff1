import Foundation

extension ReferenceIndex {
  /// The imports of modules of ours of which a file mentions nothing: `Sources/…/X.swift imports Tensors`.
  package func unusedImports(root: String) throws -> [String] {
    var modules: [String: String] = [:]
    for file in files.values { for symbol in file.defines { modules[symbol] = file.module } }
    let ours = Set(modules.values)
    return try files.values.sorted { $0.path < $1.path }.flatMap { file in
      let used = Set(file.mentions.compactMap { modules[$0] })
      let text = try String(contentsOfFile: "\(root)/\(file.path)", encoding: .utf8)
      return text.split(separator: "\n").compactMap { line -> String? in
        guard let name = Self.imported(line), ours.contains(name), !used.contains(name) else {
          return nil
        }
        return "\(file.path) imports \(name)"
      }
    }
  }

  /// `Tensors` of `import Tensors`.
  private static func imported(_ line: Substring) -> String? {
    let words = line.split(separator: " ")
    guard words.count >= 2, words[words.count - 2] == "import" else { return nil }
    return String(words[words.count - 1])
  }
}
