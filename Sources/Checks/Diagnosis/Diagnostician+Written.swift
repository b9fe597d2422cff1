/// Numbers that are right as they were written down.
extension Diagnostician {
  /// What numbers come to that are right as they were written: in half precision, or with further digits cut off.
  func rightAsWritten(_ given: [GivenNumbers], _ rooms: [Double]?) -> Diagnosis? {
    func right(_ same: [GivenNumbers], _ remark: String?) -> Diagnosis? {
      guard same.count == given.count else { return nil }
      let trial = Trial(same, experiment, precise, rooms: rooms)
      guard trial.isRight(.tight) else { return nil }
      var diagnosis = trial.diagnosis(.right)
      diagnosis.remarks += remark.map { [$0] } ?? []
      return diagnosis
    }
    return right(given.compactMap(\.inHalfPrecision), nil)
      ?? right(
        given.compactMap(\.cutOff),
        "Their further digits were cut off, not rounded: the last one is not always the nearest.")
  }
}
