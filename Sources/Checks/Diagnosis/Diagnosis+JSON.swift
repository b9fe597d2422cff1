import Containers

extension Diagnosis {
  /// `{"verdict": "mistake", "candidates": [{"id": "L01", "title": …, "distance": …}, …]}`, and `"remarks"` where there are
  /// any: that not all mistakes were tried is one.
  package var json: JSON { .object(JSONObject(members)) }

  /// The same of a step of training, by the number of its update: `"update": 3` before all else.
  package func json(ofUpdate update: Int) -> JSON {
    .object(JSONObject([(key: "update", value: .int(update))] + members))
  }

  private var members: [JSONObject.Element] {
    let list = candidates.map { candidate in
      JSON.object([
        "id": .string(candidate.id),
        "title": .string(candidate.title),
        "distance": candidate.distance.isFinite ? .double(candidate.distance) : .null,
      ])
    }
    let said: [JSONObject.Element] =
      remarks.isEmpty ? [] : [(key: "remarks", value: .array(remarks.map(JSON.string)))]
    return [
      (key: "verdict", value: .string(verdict.rawValue)), (key: "candidates", value: .array(list)),
    ] + said
  }
}
