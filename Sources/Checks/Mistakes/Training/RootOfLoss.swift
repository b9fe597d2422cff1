import Terms

/// `√L`: the root of the mean of the squares, where MSE has none (T110); or the size of the errors, as MAE has it.
struct RootOfLoss: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let squares = anatomy.losses.filter { site in
      site.name == "l" && site.term.contains(Square.self) && site.term.contains(Reduce.self)
    }
    let paths = Set(squares.map(\.path))
    let root = anatomy.slip(
      .known("T110").unpaired, "the root of the mean squared error",
      in: anatomy.losses.filter { $0.name == "L" && paths.contains($0.path) }
    ) { _, term in term(Sqrt()) }
    let sizes = anatomy.slip(
      .possible("T110").unpaired, "the mean of the errors' sizes, as MAE has it", in: squares
    ) { _, term in
      term.replacing { $0.operand(of: Square.self)?(Abs()) }
    }
    return [root, sizes].compactMap { $0 }
  }
}
