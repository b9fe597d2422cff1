import Checks
import Console
import Containers
import Layers
import Models
import Tensors
import Terminal

/// Numbers of steps of training.
extension Diagnose {
  /// Whether options or names can only be meant of a step of training.
  func isOfTraining(_ arrays: [NumbersOfSteps.Named], _ opened: Model) -> Bool {
    if target != nil || steps != nil || batch != nil || compilation.isGiven { return true }
    let names = at.map { [$0] } ?? arrays.compactMap(\.name)
    let layers = opened.layer.parts.map(\.name)
    return names.contains { NumbersOfSteps.isOfTraining($0) && !layers.contains($0) }
  }

  /// The shape of the place asked for, before there are numbers: that of `zeros`. Where there is no such place, one number
  /// will do to say so.
  func shapeAsked(_ opened: Model, _ output: Output) throws -> Shape? {
    let isOfSteps = isOfTraining([], opened)
    if !isOfSteps {
      // What is passed over in files is told where the numbers are diagnosed.
      let feed = try Feed.read(input.text, for: opened)
      let doctor = try Diagnostician(opened.giving(feed.given), feeding: feed.tensors)
      if let shape = doctor.shape(ofPlace: at) { return shape }
      guard try target != nil || hasTargets(opened) else { return at.map { _ in Shape([]) } }
    }
    return try StepsMade(opened, input, target: target, batch: batch, compilation, output)
      .doctor(of: 1).shape(ofPlace: at) ?? at.map { _ in Shape([]) }
  }

  /// Tells of the first step whose numbers are not right, and of those before it that they are.
  func diagnoseSteps(
    _ arrays: [NumbersOfSteps.Named], _ opened: Model, _ output: Output
  ) throws -> Int32 {
    let made = try StepsMade(
      opened, input, target: target, batch: batch, compilation, output)
    let first = try made.doctor(of: 1)
    let numbers = try NumbersOfSteps(
      arrays, at: at, update: steps ?? 1, of: opened, in: first.outline)
    let found = try numbers.diagnose { $0 == 1 ? first : try made.doctor(of: $0) }
    guard let last = found.last else { return 0 }
    if json {
      output.line(last.diagnosis.json(ofUpdate: last.update).text)
    } else {
      for (update, diagnosis) in found {
        if found.count > 1 || numbers.last > update {
          output.line("update \(update)".marked(.strong))
        }
        let walk = made.words(
          to: update, input: input.text, target: target, batch: batch, compilation)
        output.lines(lines(diagnosis, walk: walk))
      }
      if last.diagnosis.verdict != .right, let remark = made.remark {
        output.error("note: \(remark)")
      }
    }
    return last.diagnosis.verdict == .unknown ? Problem.Code.answerIsNo : 0
  }
}
