/// Which timesteps of a long loop are in memory: segments of equal length, each on a page.
///
/// Before each segment the loop's states are kept, from which it can be computed again. A page has
/// one slot more than timesteps, the first, for the state before them.
final class Window {
  let scan: Int
  let steps: Int
  /// Timesteps of a segment, all but the last.
  let length: Int
  let pageCount: Int
  /// The page of each segment; −1 for those that are not in memory.
  private var pages: [Int]
  /// When each page was looked at last, and the segment on it.
  private var lastUse: [Int]
  private var segments: [Int?]
  private var clock = 0
  /// The states before segments, as they lie in memory, one after another.
  var states: [Int: [UInt8]] = [:]

  init(scan: Int, steps: Int, length: Int, pages count: Int) {
    self.scan = scan
    self.steps = steps
    self.length = length
    pageCount = count
    pages = [Int](repeating: -1, count: (steps + length - 1) / length)
    lastUse = [Int](repeating: 0, count: count)
    segments = [Int?](repeating: nil, count: count)
  }

  var segmentCount: Int { pages.count }

  /// Slots before the first timestep of a page.
  let lead = 1

  /// The slot after all pages, for the state after the last timestep.
  var lastSlot: Int { pageCount * (length + lead) }

  /// The timesteps of a segment.
  func timesteps(of segment: Int) -> Range<Int> {
    segment * length..<min((segment + 1) * length, steps)
  }

  func holds(_ segment: Int) -> Bool { pages[segment] >= 0 }

  /// The slot of a timestep that is in memory, counted from the lead of the first page.
  func slot(of step: Int) -> Int {
    let page = max(pages[step / length], 0)
    if lastUse[page] != clock {
      clock += 1
      lastUse[page] = clock
    }
    return page * (length + lead) + step % length
  }

  /// Gives a segment the page that was not looked at for the longest time.
  func open(_ segment: Int) {
    let free = segments.firstIndex(of: nil)
    guard let page = free ?? lastUse.indices.min(by: { lastUse[$0] < lastUse[$1] }) else { return }
    if let old = segments[page] { pages[old] = -1 }
    segments[page] = segment
    pages[segment] = page
  }

  /// Takes a segment out of memory.
  func close(_ segment: Int) {
    guard pages.indices.contains(segment), holds(segment) else { return }
    segments[pages[segment]] = nil
    pages[segment] = -1
  }

  /// Takes all segments out of memory, and forgets their states.
  func clear() {
    for segment in pages.indices { close(segment) }
    states = [:]
  }
}
