import Terms

/// `b − a` for `a − b`: two values of one shape and role in each other's places.
struct ValuesSwapped: EquationRule {
  func changes(of part: EquationPart) -> [PartChange] {
    let values = part.term.values
    return values.indices.flatMap { first in
      values[(first + 1)...].compactMap { other in
        let one = values[first]
        guard one.shape == other.shape, one.role == other.role else { return nil }
        let names = "\(part.text(.value(one))) and \(part.text(.value(other)))"
        return PartChange("with \(names) swapped") { $0.swapping(one, other) }
      }
    }
  }
}
