import Equations

/// Where `next` and `finish` stop.
///
/// `next` stops at the end of every timestep of the innermost loop, and outside loops where a
/// layer's equations end. `finish` stops where a loop ends, with all its timesteps, and outside
/// loops where a layer ends. Forwards they go to the end of what the next equation belongs to,
/// backwards to the beginning of what the last one belongs to: from stop to stop, one undoes the
/// other.
struct Runs {
  private let program: Program
  /// Ticks at which runs of equations outside loops end, with loops between them, ascending.
  private let layerEnds: [Int]
  /// The same with a layer's loops as part of it.
  private let callEnds: [Int]

  init(_ program: Program) {
    self.program = program
    var layers = Ends()
    var calls = Ends()
    var index = 0
    while index < program.schedule.count {
      switch program.schedule[index] {
      case .equation(let id):
        let frame = program.equations[id].frame
        layers.add(1, of: .frame(frame))
        calls.add(1, of: .frame(frame))
        index += 1
      case .enter(let id):
        let scan = program.scans[id]
        layers.add(scan.ticksPerStep * scan.steps, of: .loop(id))
        calls.add(scan.ticksPerStep * scan.steps, of: .frame(scan.frame))
        index = scan.bounds.upperBound + 1
      case .leave:
        index += 1
      }
    }
    layerEnds = layers.ticks
    callEnds = calls.ticks
  }

  /// Collects where runs of one owner end.
  private struct Ends {
    enum Owner: Equatable {
      case frame(Int)
      case loop(Int)
    }

    var ticks: [Int] = []
    private var last: Owner?

    mutating func add(_ count: Int, of owner: Owner) {
      guard count > 0 else { return }
      let end = (ticks.last ?? 0) + count
      if owner == last { ticks[ticks.count - 1] = end } else { ticks.append(end) }
      last = owner
    }
  }

  /// The ticks before and at the end of the timestep, or the run of equations, that a tick is in.
  func layer(of moment: Moment) -> ClosedRange<Int> {
    guard let id = program.equations[moment.equation].scan else {
      return Runs.run(layerEnds, around: moment.tick)
    }
    let scan = program.scans[id]
    let start =
      program.start(of: scan, at: moment.steps) + (moment.steps.last ?? 0) * scan.ticksPerStep
    return start...start + scan.ticksPerStep
  }

  /// The ticks before and at the end of the loop, or the layer, that a tick is in.
  func call(of moment: Moment) -> ClosedRange<Int> {
    guard let id = program.equations[moment.equation].scan, program.scans[id].parent != nil else {
      return Runs.run(callEnds, around: moment.tick)
    }
    let scan = program.scans[id]
    return program.start(of: scan, at: moment.steps)...program.end(of: scan, at: moment.steps)
  }

  private static func run(_ ends: [Int], around tick: Int) -> ClosedRange<Int> {
    var range = 0..<ends.count
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      range =
        ends[middle] < tick ? middle + 1..<range.upperBound : range.lowerBound..<middle
    }
    let index = range.lowerBound
    guard index < ends.count else { return tick...tick }
    return (index > 0 ? ends[index - 1] : 0)...ends[index]
  }
}
