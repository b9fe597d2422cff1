import Equations
import Tensors
import Terms

/// An equation behind the outputs of the right program: of a loss, a gradient or an update.
struct Site: Placed {
  /// The call that it stands in.
  let path: String
  let name: String
  let term: Term

  /// The names that equations of every weight end with: what `name` begins with; nil for another end.
  func weight(endingWith end: String) -> String? {
    name.hasSuffix(end) ? String(name.dropLast(end.count)) : nil
  }
}

extension Anatomy {
  /// The equations of losses and of what regularizers add.
  var losses: [Site] { sites(in: .loss) }

  /// The equations of the prediction of a step.
  var predictions: [Site] { sites(in: .forward) }

  /// The equations of gradients.
  var gradients: [Site] { sites(in: .backward) }

  /// The equations of the optimizer.
  var updates: [Site] { sites(in: .update) }

  /// The slope of the loss by what was predicted: what reads a target on the way back.
  var slopes: [Site] { gradients.filter { site in site.term.values.contains(where: isTarget) } }

  /// Those of some names that the loss's slope is in with what stands behind it: what reads a number of the loss.
  func slopes(behind names: [String]) -> [Site] {
    gradients.filter { names.contains($0.name) && $0.term.value("dl") != nil }
  }

  /// Whether a value is what was wanted.
  func isTarget(_ value: Value) -> Bool {
    value.role == .input && program.targets.contains { $0.name == value.name }
  }

  /// The learning rate, where it is one number that the optimizer holds.
  var constantRate: Double? {
    let use = program.weights.first { program.values[$0.value].name.ascii == "eta" }
    return (use?.source as? ConstantArray)?.tensor.elements.first
  }

  /// How many updates were made before this step, where the optimizer counts them.
  var updatesBefore: Double? {
    let use = program.weights.first { program.values[$0.value].name.ascii == "iterations" }
    return (use?.source as? ConstantArray)?.tensor.elements.first
  }

  /// The rate of an optimizer that is told none.
  var usualRate: Double {
    let title = calls.first { $0.kind == "Optimizer" }?.title ?? ""
    return title.hasPrefix("SGD") ? 0.01 : 0.001
  }

  private func sites(in phase: Phase) -> [Site] {
    guard program.loss != nil else { return [] }
    return program.equations.compactMap { equation in
      let frame = program.frames[equation.frame]
      guard program.phase(of: frame) == phase else { return nil }
      return Site(path: frame.path, name: equation.result.name.ascii, term: equation.term)
    }
  }

  /// A mistake in all of the equations that it changes; none where it changes none.
  func slip(
    _ name: MistakeName, _ title: String, in sites: [Site],
    _ change: @escaping @Sendable (Site, Term) -> Term?
  ) -> Slip? {
    var changed: [String: Site] = [:]
    for site in sites {
      guard let term = change(site, site.term), term != site.term else { continue }
      changed["\(site.path).\(site.name)"] = site
    }
    guard !changed.isEmpty else { return nil }
    let known = changed
    return Slip(
      name, title,
      .equation { draft in
        known["\(draft.path).\(draft.name.ascii)"].flatMap { change($0, draft.term) }
      })
  }

  /// The same in all layers, and, where there are several, in each alone.
  func slips(
    _ name: MistakeName, _ title: String, in sites: [Site],
    _ change: @escaping @Sendable (Site, Term) -> Term?
  ) -> [Slip] {
    let inAll = slip(name, title, in: sites, change).map { [$0] } ?? []
    let changed = sites.filter {
      change($0, $0.term).map { [term = $0.term] in $0 != term } ?? false
    }
    let paths = changed.map(\.path).distinct
    guard paths.count > 1 else { return inAll }
    return inAll
      + paths.compactMap { path in
        slip(name, title, in: changed.filter { $0.path == path }, change)?.alone(in: path)
      }
  }
}

extension Term {
  /// The operands of an op of a kind, if it is one of two.
  func pair<Kind: Op>(of kind: Kind.Type) -> (Term, Term)? {
    guard case .apply(let op, let operands) = self, op is Kind, operands.count == 2 else {
      return nil
    }
    return (operands[0], operands[1])
  }

  /// The operand of an op of a kind, if it has one.
  func operand<Kind: Op>(of kind: Kind.Type) -> Term? {
    guard case .apply(let op, let operands) = self, op is Kind, operands.count == 1 else {
      return nil
    }
    return operands[0]
  }

  /// The number, when the term is nothing else.
  var plainNumber: Double? { if case .number(let number) = self { number } else { nil } }
}
