import Containers

extension Diagnosis {
  /// `{"verdict": "mistake", "candidates": [{"id": "L01", "title": …, "distance": …}, …]}`.
  package var json: JSON {
    .object([
      "verdict": .string(verdict.rawValue),
      "candidates": .array(
        candidates.map { candidate in
          .object([
            "id": .string(candidate.id),
            "title": .string(candidate.title),
            "distance": candidate.distance.isFinite ? .double(candidate.distance) : .null,
          ])
        }),
    ])
  }
}
