import Terms

/// `x·W` for `x·W + b`: one term of a sum left out.
struct SummandLeftOut: EquationRule {
  func changes(of part: EquationPart) -> [PartChange] {
    guard let (a, b) = part.operands(of: Add.self, Subtract.self) else { return [] }
    let isSum = part.operands(of: Add.self) != nil
    let isBias = b.value?.name.ascii == "b"
    return [
      PartChange(
        "without \(part.named(b))", as: .general("E3"),
        isBias ? "the value without the bias" : "\(part.text(b)) left out"
      ) { $0.children.first },
      PartChange(
        isSum
          ? "without \(part.named(a))" : "with \(part.text(b)) where \(part.text) belongs",
        as: .general("E3"), "\(part.text(a)) left out"
      ) { $0.children.last },
    ]
  }
}
