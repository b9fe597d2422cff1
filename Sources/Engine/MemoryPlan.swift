import CGuards
import Equations

/// Where the storages of a program lie in memory.
///
/// All timesteps of all loops if they fit in the budget. Otherwise the loops that take most, of
/// those that stand in no other, get a window: about √T segments of √T timesteps, and as many pages
/// for segments as there is room for, two at least.
struct MemoryPlan {
  struct Layout {
    var offset = 0
    let bytes: Int
    /// Bytes between neighbours along the loops around the storage.
    let strides: Memory.Strides
  }

  private(set) var layouts: [Layout] = []
  private(set) var bytes = 0
  /// What keeping everything would take; nil when that cannot be counted.
  let whole: Int?
  /// By loop; empty when all of them are kept.
  private var windows: [Window?] = []
  /// The outermost loop around each loop.
  private var outermost: [Int] = []

  var hasWindows: Bool { !windows.isEmpty }

  func window(_ loop: Int) -> Window? { windows.isEmpty ? nil : windows[loop] }

  func window(around scope: Int) -> Window? {
    windows.isEmpty ? nil : windows[outermost[scope]]
  }

  init(
    _ program: Program, samples: Int, budget: MemoryBudget
  ) throws(MemoryBudget.Exceeded) {
    let sizes = MemorySizes(program, samples: samples)
    whole = sizes.layouts(windows: [:]).flatMap(MemoryPlan.total)
    if let whole, whole <= budget.bytes, let layouts = sizes.layouts(windows: [:]) {
      take(layouts)
      return
    }
    let chosen = try sizes.windows(within: budget)
    guard let layouts = sizes.layouts(windows: chosen) else {
      throw MemoryBudget.Exceeded(bytes: nil, limit: budget.bytes)
    }
    // Both directions of a loop share one.
    windows = program.scans.map { chosen[$0.axis ?? $0.id] }
    outermost = program.scans.map { program.axes($0.id).first ?? $0.id }
    take(layouts)
  }

  private mutating func take(_ layouts: [Layout]) {
    for var layout in layouts {
      layout.offset = bytes
      bytes += MemoryPlan.padded(layout.bytes)
      self.layouts.append(layout)
    }
  }

  /// Room for so many bytes at an address that every number may have, and a gap that is guarded.
  private static func padded(_ bytes: Int) -> Int { (bytes + 63) & ~63 + gap }

  /// What lies between neighbours beside the padding.
  static let gap = ks_guard_gap()

  /// Where nothing lies, by offset.
  var gaps: [Range<Int>] {
    layouts.indices.map { index in
      let next = index + 1 < layouts.count ? layouts[index + 1].offset : bytes
      return layouts[index].offset + layouts[index].bytes..<next
    }
  }

  private static func total(_ layouts: [Layout]) -> Int? {
    var sum = 0
    for layout in layouts {
      guard layout.bytes < Int.max - 64 - gap else { return nil }
      let (next, overflow) = sum.addingReportingOverflow(padded(layout.bytes))
      guard !overflow else { return nil }
      sum = next
    }
    return sum
  }

  /// What is told of it, without the gaps that are guarded.
  var use: MemoryUse {
    let guarded = layouts.count * MemoryPlan.gap
    return MemoryUse(
      bytes: bytes - guarded, whole: whole.map { $0 - guarded },
      parts: windows.enumerated().compactMap { $1?.scan == $0 ? $1 : nil }.map { window in
        MemoryUse.Part(
          loop: window.scan, kept: min(window.pageCount * window.length, window.steps),
          of: window.steps, checkpoints: window.segmentCount)
      })
  }
}
