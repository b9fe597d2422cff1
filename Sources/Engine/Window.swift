/// Which timesteps of a long loop are in memory: segments of equal length, each on a page.
///
/// Before each segment the loop's states are kept, from which it can be computed again. A page has
/// one slot more than timesteps, the first, for the state before them. Where another loop goes through the timesteps
/// backwards its values lie on the same pages, and a page has a slot behind them too, for what comes from there; the states
/// of that loop are kept as well, and what is computed again is both.
final class Window {
  let scan: Int
  let steps: Int
  /// Timesteps of a segment, all but the last.
  let length: Int
  let pageCount: Int
  /// Slots behind the last timestep of a page.
  let trail: Int
  /// The page of each segment; −1 for those that are not in memory.
  private var pages: [Int]
  /// When each page was looked at last, and the segment on it.
  private var lastUse: [Int]
  private var segments: [Int?]
  private var clock = 0
  /// By loop the states that it comes into segments with, as they lie in memory, one after another.
  var states: [Int: [Int: [UInt8]]] = [:]

  init(scan: Int, steps: Int, length: Int, pages count: Int, trail: Int = 0) {
    self.trail = trail
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

  /// Slots from one page to the next.
  private var stride: Int { lead + length + trail }

  /// The slot after all pages, for the state after the last timestep.
  var lastSlot: Int { pageCount * stride }

  /// The segment of a timestep.
  func segment(of step: Int) -> Int { step / length }

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
    return page * stride + step % length
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
