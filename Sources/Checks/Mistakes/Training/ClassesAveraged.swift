import Tensors
import Terms

/// `ℓ = −mean(y·ln p)` over the classes, which a categorical cross-entropy adds up.
struct ClassesAveraged: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let slip = anatomy.slip(
      "T60", "averaged over the classes, where the cross-entropy adds them up", in: anatomy.losses
    ) { site, term in
      guard site.name == "l" else { return nil }
      return term.replacing { part in
        guard case .named(let function, let operands) = part, operands.count == 2,
          function.name.hasSuffix("softmax_cross_entropy")
        else { return nil }
        return part / .number(Double(max(operands[1].shape.width, 1)))
      }
    }
    return [slip].compactMap { $0 }
  }
}
