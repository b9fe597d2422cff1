import Equations
import Models
import Terms

/// Layers that the file does not say how to compute: equations that a person gives, and outputs that are fed.
extension Session {
  /// Computes layers as is said of them from now on. What was fed is fed again, and one stands where one stood, as far as
  /// the equations are the same; on an error everything stays as it was.
  package func define(_ layers: LayerDefinitions) throws {
    guard settledSteps == 0, machine?.course?.isTrained != true else {
      throw InputError(
        "the weights were trained here, and what layers compute is said of the file's",
        hint: "save model FILE keeps the weights; open it, and say it there.")
    }
    let before = (model, original, lowered, unfedRun, aim)
    do {
      let new = try model.with(layers)
      (model, original, lowered, unfedRun) = (new, new, nil, nil)
      guard let fed = feed else { return try new.refuseMisfit() }
      let feed = fed.without { !new.canGive($0) }
      model = new.giving(feed.given)
      let program = try program(for: feed.shapes)
      try model.refuseMisfit(in: program)
      try go(on: program, with: feed)
    } catch {
      (model, original, lowered, unfedRun, aim) = before
      throw error
    }
  }

  /// Feeds again, and stands at the end of what is as it was.
  private func go(on program: Program, with new: Feed) throws {
    let old = machine
    let run = try run(program, of: new)
    if let old {
      let common = old.program.ticksInCommon(with: program)
      try run.takePosition(Position(min(old.position.tick, common)))
    }
    let focus = sample
    refeed(new)
    begin(run)
    self.focus(focus)
  }
}

extension Program {
  /// How many equations are executed, at the most, before the first that another program does not have as well.
  fileprivate func ticksInCommon(with other: Program) -> Int {
    let count = min(equations.count, other.equations.count)
    let index = (0..<count).first { index in
      let (own, its) = (equations[index], other.equations[index])
      return own.text() != its.text() || own.result.type != its.result.type || own.scan != its.scan
        || frames[own.frame].path != other.frames[its.frame].path
    }
    guard let index = index ?? (count < equations.count ? count : nil) else {
      return min(tickCount, other.tickCount)
    }
    var scan = equations[index].scan
    var offset = equations[index].offset
    while let id = scan {
      offset = scans[id].offset
      scan = scans[id].parent
    }
    return min(offset, other.tickCount)
  }
}
