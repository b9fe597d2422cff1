import Containers

/// A group of arrays, which may lie over several files: in each of them the group of this name.
struct WeightGroup {
  private let groups: [any ArrayGroup]

  /// One group at least.
  init(_ groups: [any ArrayGroup]) {
    precondition(!groups.isEmpty, "a group in no file")
    self.groups = groups
  }

  /// The names in it, each once, in the order of the files.
  var childNames: [String] {
    guard groups.count != 1 else { return groups[0].childNames }
    var seen: Set<String> = []
    return groups.flatMap(\.childNames).filter { seen.insert($0).inserted }
  }

  func contains(_ name: String) -> Bool { groups.contains { $0.contains(name) } }

  func group(_ name: String) throws -> WeightGroup {
    WeightGroup(try groups.filter { $0.contains(name) }.map { try $0.inner(name) })
  }

  func array(_ name: String) throws -> StoredArray {
    let owner = groups.first { $0.contains(name) } ?? groups[0]
    return try owner.array(name)
  }

  /// All arrays below it, in the order that `inOrder` makes of names; `leavingOut` says which names are not followed.
  func arrays(
    inOrder: ([String]) -> [String], leavingOut: (String) -> Bool
  ) throws -> [StoredArray] {
    try inOrder(childNames.filter { !leavingOut($0) }).flatMap { name -> [StoredArray] in
      if let owner = try groups.first(where: { try $0.contains(name) && $0.isArray(name) }) {
        return [try owner.array(name)]
      }
      return try self.group(name).arrays(inOrder: inOrder, leavingOut: leavingOut)
    }
  }
}
