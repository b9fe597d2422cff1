import Equations
import Terms

/// The four blocks of W, U and b read in another order than Keras' i, f, c, o.
///
/// L01 to L04 are the orders of other programs; the other nineteen are L42.
struct GatesInAnotherOrder: Mistake {
  private static let known: [String: (MistakeName, String)] = [
    "i f o c": ("L01", ""), "i c f o": ("L02", ", as TensorFlow 1 has them"),
    "i o f c": ("L03", ", as ONNX has them"), "f i c o": ("L04", ""),
  ]

  func slips(in anatomy: Anatomy) -> [Slip] {
    let orders = ["i", "f", "c", "o"].orders.dropFirst()
    let slips = orders.flatMap { order -> [Slip] in
      let (name, remark) =
        GatesInAnotherOrder.known[order.joined(separator: " ")]
        ?? (.possible("L42").unpaired, "")
      let title = "gates read in the order \(order.joined(separator: ", "))\(remark)"
      return anatomy.inRecurrent([.lstm: name], title) { chosen in
        (GatesInAnotherOrder.revision(chosen.paths, order), nil)
      }
    }
    return slips.filter { $0.standing == .known } + slips.filter { $0.standing != .known }
  }

  private static func revision(_ paths: [String], _ order: [String]) -> Revision {
    .equation { draft in
      let gate = draft.name.ascii == "g" ? "c" : draft.name.ascii
      guard paths.contains(draft.path), let block = order.firstIndex(of: gate) else { return nil }
      return draft.term.reordering(parts: 4) { _ in block }
    }
  }
}
