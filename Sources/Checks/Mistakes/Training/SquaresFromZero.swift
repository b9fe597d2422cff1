import Equations
import Tensors
import Terms

/// `w′ = w − η·g/√(a′ − a₀ + ε)`: Adagrad's sum of the squares begun at 0, where Keras begins it at 0.1.
struct SquaresFromZero: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let sums = anatomy.updates.filter { site in
      guard let slot = site.weight(endingWith: "_next"), site.slotLetter != nil,
        let (kept, g) = site.term.pair(of: Add.self)
      else { return false }
      return kept.value?.name.ascii == slot && g.operand(of: Square.self) != nil
    }
    guard let first = sums.first else { return [] }
    let begin = anatomy.beginning(of: first)
    let names = Set(sums.map { "\($0.path).\($0.name)" })
    return [
      Slip(
        "T99", "the sum of the squares begun at 0, not at \(begin.written)",
        .equation { draft in
          let path = draft.path
          guard !names.contains("\(path).\(draft.name.ascii)") else { return nil }
          let changed = draft.term.replacing { part in
            guard let name = part.value?.name.ascii, names.contains("\(path).\(name)") else {
              return nil
            }
            // The sum of what is there, less what it began with: 0 to the bit in the first step.
            let slot = String(name.dropLast("_next".count))
            let sum = draft.equations.definition(of: part) ?? part
            let begun = sum.replacing(slot) { $0 - .number(begin) }
            return begun == sum ? part - .number(begin) : begun
          }
          return changed == draft.term ? nil : changed
        })
    ]
  }
}

extension Anatomy {
  /// What Adagrad's sum began with: what it is before the first update, Keras' own 0.1 later.
  fileprivate func beginning(of site: Site) -> Double {
    guard updatesBefore == 0, let slot = site.weight(endingWith: "_next") else { return 0.1 }
    let use = program.weights.first { program.values[$0.value].name.ascii == slot }
    let numbers = (use?.source as? ConstantArray)?.tensor.elements
    return numbers?.first.map { Double("\(Float($0))") ?? $0 } ?? 0.1
  }
}

extension Double {
  fileprivate var written: String { "\(Float(self))" }
}
