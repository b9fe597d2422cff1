import Equations
import Terms

/// What mistakes with the output gate's block share.
enum OutputGateBlock {
  /// All of z from another block, or only `x·W`.
  static func slips(
    _ name: MistakeName, _ title: String, _ block: Int, _ anatomy: Anatomy
  ) -> [Slip] {
    let whole = anatomy.inRecurrent([.lstm: name], title) { chosen in
      (
        .equation("o", in: chosen.paths) { $0.term.reordering(parts: 4) { _ in block } },
        nil
      )
    }
    let kernel = anatomy.inRecurrent([.lstm: name.unpaired], title + " of W alone") { chosen in
      let revision = Revision.equation("o", in: chosen.paths) { draft in
        guard let z = draft.equations.term("z", of: draft.path),
          let function = draft.term.application.function
        else { return nil }
        let own = z.replacing { part in
          switch part.value?.name.ascii {
          case "W": part.part(block, of: 4)
          case "U", "b": part.part(3, of: 4)
          default: nil
          }
        }
        return function(own)
      }
      return (revision, nil)
    }
    return whole + kernel
  }
}
