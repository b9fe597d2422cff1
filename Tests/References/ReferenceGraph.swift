/// Which file refers to which: an arrow from the file that mentions a symbol to the one that defines it.
package struct ReferenceGraph {
  package private(set) var targets: [String: Set<String>] = [:]

  package init(_ index: ReferenceIndex) {
    var definers: [String: String] = [:]
    for file in index.files.values { for symbol in file.defines { definers[symbol] = file.path } }
    for file in index.files.values {
      let found = Set(file.mentions.compactMap { definers[$0] })
      targets[file.path] = found.subtracting([file.path])
    }
  }

  /// A graph of given arrows.
  package init(_ targets: [String: Set<String>]) { self.targets = targets }

  /// The arrows between groups of files, with how many pairs of files make each.
  package func grouped(by group: (String) -> String) -> [Arrow: Int] {
    var counts: [Arrow: Int] = [:]
    for (source, found) in targets {
      for target in found where group(source) != group(target) {
        counts[Arrow(from: group(source), to: group(target)), default: 0] += 1
      }
    }
    return counts
  }

  package struct Arrow: Hashable {
    package let from: String
    package let to: String
  }

  /// The files for which `isKept` holds, and the arrows between them.
  package func restricted(to isKept: (String) -> Bool) -> ReferenceGraph {
    ReferenceGraph(
      targets.filter { isKept($0.key) }.mapValues { found in found.filter(isKept) })
  }

  /// The sets of files in which each reaches every other, the largest first; single files are left out.
  package func cycles() -> [[String]] {
    var search = Search(targets: targets)
    for file in targets.keys.sorted() where search.order[file] == nil { search.visit(file) }
    return search.cycles.sorted { ($1.count, $0[0]) < ($0.count, $1[0]) }
  }

  /// Tarjan's search for strongly connected components.
  private struct Search {
    let targets: [String: Set<String>]
    var order: [String: Int] = [:]
    var lowest: [String: Int] = [:]
    var path: [String] = []
    var isOnPath: Set<String> = []
    var cycles: [[String]] = []

    mutating func visit(_ file: String) {
      let number = order.count
      order[file] = number
      var low = number
      path.append(file)
      isOnPath.insert(file)
      for target in (targets[file] ?? []).sorted() {
        if order[target] == nil { visit(target) }
        if isOnPath.contains(target) { low = min(low, lowest[target] ?? order[target] ?? low) }
      }
      lowest[file] = low
      guard low == number, let start = path.lastIndex(of: file) else { return }
      let component = Array(path[start...])
      path.removeSubrange(start...)
      isOnPath.subtract(component)
      if component.count > 1 { cycles.append(component.sorted()) }
    }
  }
}
