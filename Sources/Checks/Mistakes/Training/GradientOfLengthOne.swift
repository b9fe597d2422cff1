import Terms

/// `g/|g|` or `sign(g)` for g: a step of one length, whatever the gradient is (T121).
struct GradientOfLengthOne: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    // What is collected over steps is averaged before.
    let means = anatomy.updates.filter { $0.name.hasPrefix("d") && $0.name.hasSuffix("_mean") }
    let gradients = means.isEmpty ? anatomy.gradients : means
    let made = Set(gradients.map { "\($0.path).\($0.name)" })
    let sites = anatomy.updates.filter { site in
      site.term.values.contains { made.contains("\(site.path).\($0.name.ascii)") }
    }
    let ways: [(title: String, change: @Sendable (Term) -> Term)] = [
      ("the sign of the gradient alone", { $0(Sign()) }),
      (
        "the gradient of each weight brought to length 1",
        { $0 / $0(Square())(Reduce(.sum))(Sqrt()) }
      ),
    ]
    return ways.compactMap { title, change in
      anatomy.slip(.possible("T121").unpaired, title, in: sites) { site, term in
        term.replacing { part in
          guard let value = part.value, made.contains("\(site.path).\(value.name.ascii)") else {
            return nil
          }
          return change(part)
        }
      }
    }
  }
}
