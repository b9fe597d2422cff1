import Equations
import Terms

/// `∂h₋₁ = ∂z·Uᵀ + ∂y`: what comes from above belongs to the last timestep alone where only its h is given on.
struct LastGradientForAll: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let program = anatomy.program
    var above: [String: (path: String, name: String)] = [:]
    for scan in program.scans where scan.isBackward {
      guard let carry = scan.carries.first(where: { program.name(of: $0.next) == "dh_prev" }),
        let writer = program.equations.first(where: {
          $0.result.id == program.original(carry.initial)
        })
      else { continue }
      above[program.frames[scan.frame].path] = (
        program.frames[writer.frame].path, writer.result.name.ascii
      )
    }
    guard !above.isEmpty else { return [] }
    let known = above
    return [
      Slip(
        "T37", "the gradient of the last timestep given to all of them",
        .equation { draft in
          guard draft.name.ascii == "dh_prev", let source = known[draft.path],
            let gradient = draft.equations.gradient(source.name, of: source.path)
          else { return nil }
          return draft.term + gradient
        })
    ]
  }
}

extension Program {
  /// The value that another one is a name of.
  fileprivate func original(_ value: Int) -> Int { aliases[value].map(original) ?? value }

  /// What a value is called where it was written.
  fileprivate func name(of value: Int) -> String { values[original(value)].name.ascii }
}
