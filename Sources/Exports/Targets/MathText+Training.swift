import Equations

/// Loss, backward pass and update as parts of a document.
extension MathText {
  /// The functions in order, each that begins a part with its title; none has one where nothing is trained.
  var parts: [(title: String?, routine: Routine)] {
    var last: String?
    return export.plan.routines.map { routine in
      guard export.program.loss != nil else { return (nil, routine) }
      let title = title(of: routine.frame)
      defer { last = title }
      return (title == last ? nil : title, routine)
    }
  }

  private func title(of frame: Frame) -> String {
    switch export.program.phase(of: frame) {
    case .update: "Update"
    case .backward: "Backward pass"
    case .loss: "Loss"
    case .forward: "Prediction"
    }
  }

  /// What the signs of training mean; nil where nothing is trained.
  var legend: String? {
    guard export.program.loss != nil else { return nil }
    let update = export.program.updates.isEmpty ? "" : ", and $W'$ is $W$ after this step"
    return
      #"$\partial W$ is the gradient of the loss for $W$, $\sum$ goes over the $N$ samples of the "#
      + "batch\(update)."
  }
}
