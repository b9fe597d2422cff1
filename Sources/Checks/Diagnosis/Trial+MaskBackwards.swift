import Debugging
import Equations
import Tensors
import Terms

/// The mask of a dropout that a gradient shows.
extension Trial {
  /// Which elements the user's numbers keep of those of a run that drops nothing on its way back; nil where they show no mask.
  ///
  /// They are of all samples, and of as many places as the mask has: of the gradient behind the dropout, or of one made of it
  /// element by element.
  func maskBackwards(in path: String, whereAllIsKept run: Machine) -> MaskBackwards? {
    let program = experiment.right.program
    guard let only = given.first, given.count == 1,
      only.samples == Array(0..<experiment.right.samples),
      let frame = program.frames.first(where: { $0.path == path && $0.forward == nil }),
      let drawn = frame.drawn.first, drawn.shape.count == only.numbers.count / only.samples.count,
      only.shape.count == drawn.shape.count,
      let all = Experiment.values(of: run, in: given), all.count == exact.user.count
    else { return nil }
    let kept = zip(exact.user, all).map { own, whole -> Bool? in
      let room = Tolerance().room(for: whole)
      return abs(own - whole) <= room ? abs(whole) > room : own == 0 ? false : nil
    }
    guard !kept.contains(nil), kept.contains(true), kept.contains(false) else { return nil }
    let keep = Tensor(
      drawn.shape.inserting(only.samples.count, at: 0), .bool, kept.map { $0 == true ? 1 : 0 })
    return MaskBackwards(path: path, keep: keep)
  }
}

extension Diagnostician {
  /// The run in which a gradient goes back through dropout by the mask that the user's numbers show.
  func runsWithMaskDrawnAnew(_ trial: Trial) throws -> [(slip: Slip, machine: Machine)] {
    try experiment.anatomy.droppingPaths.flatMap { path -> [(slip: Slip, machine: Machine)] in
      guard let all = experiment.run(DropoutDrawnAnew.keepingAll(path, experiment.anatomy)),
        let mask = trial.maskBackwards(in: path, whereAllIsKept: all)
      else { return [] }
      let anatomy = Anatomy(
        experiment.model, outline.program, samples: outline.samples, maskBackwards: mask)
      let slips = DropoutDrawnAnew().slips(in: anatomy).suffix(1)
      return try Diagnostician.runs(of: Array(slips), experiment)
    }
  }
}
