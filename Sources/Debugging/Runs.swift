import Equations

/// Where `next` and `finish` stop.
///
/// `next` stops at the end of every timestep, and outside loops where a layer's equations end;
/// `finish` stops where a loop ends, with all its timesteps, and outside loops where a layer ends.
/// Of a loop with loops inside, both stop before and after each of those. Forwards they go to the
/// end of the run that the next equation is in, backwards to the beginning of the one that the
/// last equation is in: from stop to stop, one undoes the other.
struct Runs {
  private let program: Program
  /// The ends of runs for `next` within one pass, by loop; the first entry is of the program.
  private var layerEnds: [[Int]]
  /// The ends of runs for `finish` outside loops.
  private var callEnds: [Int] = []
  private var hasLoopsInside: [Bool]

  init(_ program: Program) {
    self.program = program
    layerEnds = []
    hasLoopsInside = [Bool](repeating: false, count: program.scans.count)
    for scan in program.scans where scan.ticksPerStep > 0 {
      if let parent = scan.parent { hasLoopsInside[parent] = true }
    }
    var calls = Ends()
    for scope in [nil] + program.scans.map(\.id) {
      var layers = Ends()
      for item in body(of: scope) {
        switch item {
        case .equation(let id):
          let frame = program.equations[id].frame
          layers.add(1, of: scope == nil ? .frame(frame) : .loop(-1))
          if scope == nil { calls.add(1, of: .frame(frame)) }
        case .enter(let id):
          let scan = program.scans[id]
          let ticks = scan.ticksPerStep * scan.steps
          layers.add(ticks, of: .loop(id))
          if scope == nil {
            calls.add(ticks, of: hasLoopsInside[id] ? .loop(id) : .frame(scan.frame))
          }
        case .leave: break
        }
      }
      layerEnds.append(layers.ticks)
    }
    callEnds = calls.ticks
  }

  /// The equations and the beginnings of loops that stand directly in a loop, or in none.
  private func body(of scope: Int?) -> [Program.Item] {
    let range =
      scope.map { program.scans[$0].bounds.lowerBound + 1..<program.scans[$0].bounds.upperBound }
      ?? program.schedule.indices
    var result: [Program.Item] = []
    var index = range.lowerBound
    while index < range.upperBound {
      result.append(program.schedule[index])
      if case .enter(let id) = program.schedule[index] {
        // Never back: of a loop that is not left nothing is known.
        index = max(index, program.scans[id].bounds.upperBound)
      }
      index += 1
    }
    return result
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

  /// The ticks before and at the end of the timestep, or the layer's equations, that one is in.
  func layer(of moment: Moment) -> ClosedRange<Int> {
    guard let id = program.equations[moment.equation].scan else {
      return Runs.run(layerEnds[0], around: moment.tick)
    }
    let scan = program.scans[id]
    let passed = scan.timestep(moment.steps.last ?? scan.first)
    let pass = program.start(of: scan, at: moment.steps) + passed * scan.ticksPerStep
    let run = Runs.run(layerEnds[id + 1], around: moment.tick - pass)
    return pass + run.lowerBound...pass + run.upperBound
  }

  /// The ticks before and at the end of the loop, or the layer, that one is in.
  func call(of moment: Moment) -> ClosedRange<Int> {
    guard let id = program.equations[moment.equation].scan else {
      return Runs.run(callEnds, around: moment.tick)
    }
    if hasLoopsInside[id] { return layer(of: moment) }
    let scan = program.scans[id]
    if scan.parent == nil { return Runs.run(callEnds, around: moment.tick) }
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
