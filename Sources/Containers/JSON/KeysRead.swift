import Synchronization

/// Which keys of a JSON object its reader has asked for: what nobody asks for is not passed over.
package final class KeysRead: Sendable {
  private let keys = Mutex<Set<String>>([])

  package init() {}

  package func insert(_ key: String) { keys.withLock { _ = $0.insert(key) } }

  /// All of them, in the order of their letters.
  package var all: [String] { keys.withLock { $0.sorted() } }

  package func contains(_ key: String) -> Bool { keys.withLock { $0.contains(key) } }
}
