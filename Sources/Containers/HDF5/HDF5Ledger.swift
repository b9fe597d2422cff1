import Synchronization

/// Keeps the walk through one file finite: the groups form a tree, and the structures read for the first time are
/// together not much larger than the file.
///
/// Both hold for every file that Keras and h5py write. Without them a few kilobytes could describe a cycle, or a graph
/// with more paths than atoms.
final class HDF5Ledger: Sendable {
  private struct Entries {
    var groups: [Int: String] = [:]
    var visited: Set<String> = []
    var budget: Int
    /// The bytes that chunked arrays may still unfold to.
    var room: Int
  }

  private let file: String
  private let entries: Mutex<Entries>

  init(file: String, byteCount: Int) {
    self.file = file
    entries = Mutex(
      Entries(
        budget: 4 * min(byteCount, 1 << 28) + 4096, room: Limits.unfolded(from: byteCount)))
  }

  /// Enters that an object is looked at by `path`; true for the first time.
  func visit(_ path: String) throws(ContainerError) -> Bool {
    let isFirst = entries.withLock { $0.visited.insert(path).inserted }
    if isFirst { try spend(path.utf8.count, at: path) }
    return isFirst
  }

  /// Enters that the group at `address` is reached by `path`, which must be the only one.
  func enterGroup(_ address: Int, as path: String) throws(ContainerError) {
    let known = entries.withLock { entries in
      let known = entries.groups[address]
      if known == nil { entries.groups[address] = path }
      return known
    }
    if let known, known != path {
      throw ContainerError(
        .refused, file: file, place: path, expected: "a group of its own",
        found: "a second hard link to \(known)",
        advice: "refused, since a walk through groups that form a cycle has no end")
    }
  }

  /// Takes the `count` bytes that the chunks of the array at `path` unfold to, once.
  func unfold(_ count: Int, for path: String) throws(ContainerError) {
    let (isCovered, room) = entries.withLock { entries in
      guard entries.visited.insert("chunks of \(path)").inserted else { return (true, 0) }
      guard count <= entries.room else { return (false, entries.room) }
      entries.room -= count
      return (true, entries.room)
    }
    if !isCovered {
      throw ContainerError(
        .refused, file: file, place: path,
        expected: "arrays of a size in proportion to the file, here at most \(room) bytes",
        found: "\(count)")
    }
  }

  /// Takes `count` bytes of structure from the budget; `place` asked for them.
  func spend(_ count: Int, at place: @autoclosure () -> String) throws(ContainerError) {
    let isCovered = entries.withLock { entries in
      entries.budget -= min(count, entries.budget + 1)
      return entries.budget >= 0
    }
    if !isCovered {
      throw ContainerError(
        .refused, file: file, place: place(), expected: "structures that lie in the file once",
        found: "more of them than the file has bytes")
    }
  }
}
