/// Memory that a kernel keeps for itself.
package final class Scratch {
  package let start: UnsafeMutableRawPointer

  package init(bytes: Int) {
    start = .allocate(byteCount: max(bytes, 1), alignment: 64)
  }

  deinit { start.deallocate() }
}
