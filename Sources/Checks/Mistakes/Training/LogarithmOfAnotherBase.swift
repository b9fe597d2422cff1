import Terms

/// `−Σ y·log₁₀ p` or `log₂`: Keras' logarithm is the natural one.
struct LogarithmOfAnotherBase: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    // 1 / ln 10 and 1 / ln 2.
    [(0.4342944819032518, "log₁₀"), (1.4426950408889634, "log₂")].compactMap { factor, word in
      anatomy.slip(
        "T73", "\(word) in place of the natural logarithm", in: anatomy.losses
      ) { site, term in
        guard site.name == "l" else { return nil }
        return term.replacing { part in
          Crossing(part) != nil || part.operand(of: Log.self) != nil ? part * .number(factor) : nil
        }
      }
    }
  }
}
