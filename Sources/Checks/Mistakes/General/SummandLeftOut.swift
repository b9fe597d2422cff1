import Terms

/// `x·W` for `x·W + b`: one term of a sum left out.
struct SummandLeftOut: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.edits("E3") { part in
      guard case .apply(let op, let operands) = part, op is Add || op is Subtract,
        operands.count == 2
      else { return [] }
      let texts = operands.map { $0.formula(Formula.Style()).text }
      let isBias = operands[1].value?.name.ascii == "b"
      return [
        (isBias ? "the value without the bias" : "\(texts[1]) left out", { $0.children.first }),
        ("\(texts[0]) left out", { $0.children.last }),
      ]
    }
  }
}
