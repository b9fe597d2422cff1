import Synchronization

/// Which keys of a config its layer has asked for.
final class KeysRead: Sendable {
  private let keys = Mutex<Set<String>>([])

  func insert(_ key: String) { keys.withLock { _ = $0.insert(key) } }

  func contains(_ key: String) -> Bool { keys.withLock { $0.contains(key) } }
}
