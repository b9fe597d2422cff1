import Foundation
import References

// kerastep-graph [FOLDER]: which module, and which folder of a module, refers to which, the cycles of
// files inside each module, and imports of which nothing is used, as the compiler saw them in the last
// debug build.

let root = CommandLine.arguments.dropFirst().first ?? FileManager.default.currentDirectoryPath

do {
  let index = try ReferenceIndex(root: root)
  let graph = ReferenceGraph(index)

  print("modules (pairs of files)")
  let modules = graph.grouped(by: module)
  for (arrow, count) in modules.sorted(by: { ($0.key.from, $0.key.to) < ($1.key.from, $1.key.to) })
  {
    print("  \(arrow.from) → \(arrow.to)  \(count)")
  }

  for name in Set(graph.targets.keys.map(module)).sorted() {
    let inside = graph.restricted { module($0) == name }
    let edges = inside.targets.values.reduce(0) { $0 + $1.count }
    print("\(name): \(inside.targets.count) files, \(edges) edges")
    let folders = inside.grouped(by: folder)
    for (arrow, count) in folders.sorted(by: { ($0.key.from, $0.key.to) < ($1.key.from, $1.key.to) }
    ) {
      print("  \(arrow.from) → \(arrow.to)  \(count)")
    }
    for cycle in inside.cycles() {
      let names = cycle.map { $0.split(separator: "/").last.map(String.init) ?? $0 }
      print("  cycle of \(cycle.count): \(names.joined(separator: " "))")
    }
  }

  let unused = try index.unusedImports(root: root)
  if !unused.isEmpty { print("imports of which nothing is used") }
  for line in unused { print("  \(line)") }
} catch {
  FileHandle.standardError.write(Data("kerastep-graph: \(error)\n".utf8))
  exit(1)
}

/// `Sources/Layers/Kinds/Dense.swift` is of Layers, and there of Kinds.
func module(_ path: String) -> String {
  let parts = path.split(separator: "/")
  return parts.count > 1 ? String(parts[1]) : path
}

func folder(_ path: String) -> String {
  let parts = path.split(separator: "/")
  return parts.count > 3 ? String(parts[2]) : "."
}
