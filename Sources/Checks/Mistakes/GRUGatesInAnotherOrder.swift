import Equations
import Terms

/// The blocks of W, U and b read in the order r, z, h, as PyTorch has them; Keras: z, r, h.
struct GRUGatesInAnotherOrder: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let orders: [(MistakeName, [String])] = [
      ("G1", ["r", "z", "g"]), (.possible("G23").unpaired, ["z", "g", "r"]),
      (.possible("G23").unpaired, ["r", "g", "z"]),
      (.possible("G23").unpaired, ["g", "z", "r"]), (.possible("G23").unpaired, ["g", "r", "z"]),
    ]
    return orders.flatMap { name, order -> [Slip] in
      let list = order.map { $0 == "g" ? "h" : $0 }.joined(separator: ", ")
      return anatomy.inRecurrent([.gru: name], "gates read in the order \(list)") { chosen in
        let revision = Revision.equation { draft in
          guard chosen.paths.contains(draft.path),
            let block = order.firstIndex(of: draft.name.ascii)
          else { return nil }
          return draft.term.reordering(parts: 3) { _ in block }
        }
        return (revision, nil)
      }
    }
  }
}
