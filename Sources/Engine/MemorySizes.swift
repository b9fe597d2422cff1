import Equations
import Tensors

/// How much memory the storages of a program take, in windows or not.
struct MemorySizes {
  private let program: Program
  private let samples: Int

  init(_ program: Program, samples: Int) {
    self.program = program
    self.samples = samples
  }

  /// A layout for every storage, still without their offsets; nil when one cannot be counted.
  func layouts(windows: [Int: Window]) -> [MemoryPlan.Layout]? {
    var result: [MemoryPlan.Layout] = []
    for storage in program.storages {
      let window = storage.scans.first.flatMap { windows[$0] }
      guard let layout = layout(storage, slots: window.map { $0.lastSlot + 1 }) else { return nil }
      result.append(layout)
    }
    return result
  }

  /// `slots` are those along the outermost loop, if it has not one for every timestep.
  private func layout(_ storage: Storage, slots: Int?) -> MemoryPlan.Layout? {
    let rows = storage.isBatched ? samples : 1
    var strides = Memory.Strides()
    var product = storage.count.multipliedReportingOverflow(by: rows * program.scalar.byteSize)
    for (depth, scan) in storage.scans.enumerated().reversed() {
      guard !product.overflow else { return nil }
      strides[depth] = product.partialValue
      let isInnermost = depth == storage.scans.count - 1
      let all = program.scans[scan].steps + (isInnermost ? storage.lead + storage.trail : 0)
      let count = depth == 0 ? slots ?? all : all
      product = product.partialValue.multipliedReportingOverflow(by: count)
    }
    return product.overflow ? nil : MemoryPlan.Layout(bytes: product.partialValue, strides: strides)
  }

  /// A loop that could have a window.
  private struct Candidate {
    let scan: Scan
    /// Slots of a page beside those of its timesteps, behind them and in all.
    let trail: Int
    var extra: Int { 1 + trail }
    /// Bytes of one timestep of everything in it, and of its states.
    var perStep = 0
    var perState = 0

    /// The least that it can do with.
    func least(_ budget: MemoryBudget) -> Int? {
      bytes(length: budget.timestepsAtOnce, pages: 2)
    }

    func bytes(length: Int, pages: Int) -> Int? {
      let slots = (length + extra).multipliedReportingOverflow(by: pages)
      let room = (slots.partialValue + 1).multipliedReportingOverflow(by: perStep)
      let segments = (scan.steps + length - 1) / length
      let states = segments.multipliedReportingOverflow(by: perState)
      let sum = room.partialValue.addingReportingOverflow(states.partialValue)
      let overflow = slots.overflow || room.overflow || states.overflow || sum.overflow
      return overflow ? nil : sum.partialValue
    }

    /// As many pages as there is room for, of about √T timesteps or fewer.
    func window(within bytes: Int, _ budget: MemoryBudget) -> Window? {
      let chunk = budget.timestepsAtOnce
      let root = Int(Double(scan.steps).squareRoot().rounded(.up))
      var chunks = (root + chunk - 1) / chunk
      while chunks > 0 {
        let length = chunks * chunk
        if let one = self.bytes(length: length, pages: 2), one <= bytes {
          let more = (bytes - one) / max((length + extra) * perStep, 1)
          let segments = (scan.steps + length - 1) / length
          return Window(
            scan: scan.id, steps: scan.steps, length: length,
            pages: max(2, min(2 + more, segments)), trail: trail)
        }
        chunks /= 2
      }
      return nil
    }
  }

  /// Windows for as few loops as need them.
  func windows(within budget: MemoryBudget) throws(MemoryBudget.Exceeded) -> [Int: Window] {
    var candidates: [Int: Candidate] = [:]
    // A loop that is gone through backwards too has a slot for what comes from behind.
    let twice = Set(program.scans.compactMap(\.axis))
    for scan in program.scans
    where scan.parent == nil && scan.ticksPerStep > 0 && !scan.isBackward {
      guard scan.steps > 2 * budget.timestepsAtOnce else { continue }
      candidates[scan.id] = Candidate(scan: scan, trail: twice.contains(scan.id) ? 1 : 0)
    }
    var rest = 0
    var kept: [Int: Int] = [:]
    for storage in program.storages {
      guard let layout = layout(storage, slots: nil) else {
        throw MemoryBudget.Exceeded(bytes: nil, limit: budget.bytes)
      }
      let bytes = min(layout.bytes, MemorySizes.beyond)
      if let first = storage.scans.first, candidates[first] != nil {
        candidates[first]?.perStep += layout.strides[0]
        if storage.lead + storage.trail > 0, storage.scans.count == 1 {
          candidates[first]?.perState += layout.strides[0]
        }
        kept[first] = sum(kept[first] ?? 0, bytes)
      } else {
        rest = sum(rest, bytes)
      }
    }
    // Each storage is padded.
    let outside = sum(rest, (64 + MemoryPlan.gap) * program.storages.count)
    let order = kept.keys.sorted { (kept[$0] ?? 0, $1) > (kept[$1] ?? 0, $0) }
    for count in order.indices {
      let chosen = order[...count].compactMap { candidates[$0] }
      let others = order[(count + 1)...].reduce(0) { sum($0, kept[$1] ?? 0) }
      let room = budget.bytes - outside - others
      if let windows = share(room, among: chosen, kept, budget) { return windows }
    }
    let least = candidates.values.reduce(outside) {
      sum($0, $1.least(budget) ?? MemorySizes.beyond)
    }
    throw MemoryBudget.Exceeded(
      bytes: least < MemorySizes.beyond ? least : nil, limit: budget.bytes)
  }

  /// More than any machine has.
  private static let beyond = Int.max / 4

  private func sum(_ a: Int, _ b: Int) -> Int {
    let (sum, overflow) = a.addingReportingOverflow(b)
    return overflow ? MemorySizes.beyond : min(sum, MemorySizes.beyond)
  }

  private func share(
    _ room: Int, among chosen: [Candidate], _ kept: [Int: Int], _ budget: MemoryBudget
  ) -> [Int: Window]? {
    // Everyone gets the least first, and of the rest as much as it takes of the whole.
    let least = chosen.map { $0.least(budget) ?? MemorySizes.beyond }
    let rest = room - least.reduce(0, sum)
    guard rest >= 0 else { return nil }
    let all = chosen.reduce(0.0) { $0 + Double(kept[$1.scan.id] ?? 0) }
    var result: [Int: Window] = [:]
    for (candidate, least) in zip(chosen, least) {
      let part = Double(kept[candidate.scan.id] ?? 0) / max(all, 1)
      guard let window = candidate.window(within: least + Int(Double(rest) * part), budget) else {
        return nil
      }
      result[candidate.scan.id] = window
    }
    return result
  }
}
