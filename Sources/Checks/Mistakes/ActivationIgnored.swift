import Equations
import Terms

/// tanh and σ, the defaults, whatever activations the layer has.
struct ActivationIgnored: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inRecurrent(
      [.lstm: "L24", .gru: .possible("G22")], "the layer's activations ignored: tanh and σ used"
    ) { chosen in
      let revision =
        Revision.gates(in: chosen) { z, _ in z(Sigmoid()) }
        + .equation("g", in: chosen.paths) { $0.term.application.argument(Tanh()) }
        + .output(in: chosen.family == .lstm ? chosen.paths : []) { cell, _ in cell(Tanh()) }
      return (revision, nil)
    }
  }
}
