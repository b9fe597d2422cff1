import Tensors

/// What of a record a program is compared with.
extension StepRecord {
  /// So many numbers of all arrays after all steps are compared, at most.
  static let mostCompared = 100_000

  /// Of an array of so many numbers every how manieth is compared.
  func stride(_ count: Int, most: Int = mostCompared) -> Int {
    let arrays = max(after.reduce(0) { $0 + $1.count }, 1)
    let most = max(most / arrays, 16)
    return max((count + most - 1) / most, 1)
  }

  /// The numbers of an array that are compared; what is no number is passed over.
  func compared(_ tensor: Tensor, most: Int = mostCompared) -> [Double] {
    let step = stride(tensor.count, most: most)
    return Swift.stride(from: 0, to: tensor.count, by: step).map { tensor.elements[$0] }
  }

  /// How far an array's numbers may lie from the recorded ones.
  func room(_ tensor: Tensor, _ tolerance: (absolute: Double, relative: Double)) -> Double {
    let largest = tensor.elements.reduce(0) { $1.isFinite ? max($0, abs($1)) : $0 }
    return tolerance.absolute + tolerance.relative * largest
  }
}

extension StepExport {
  /// The call, in C's spelling and Swift's, that compares what a program has found with the record: the loss (0), or what
  /// its updates left (1…).
  func comparison(
    _ place: Int, _ found: String, _ right: String, count: Int, stride: Int
  ) -> String {
    let name = place == 0 ? "loss" : steps.updates[place - 1].name
    let room = "recorded_rooms[step * \(steps.updates.count + 1) + \(place)]"
    return
      "wrong += compare(\"\(name)\", step, \(found), \(right), \(count), \(stride), \(room), &largest)"
  }

  /// Passes over numbers that rounding decides: those that it may move further than their array's numbers are compared.
  ///
  /// `room`: how far rounding may take the numbers of an array, by step and the program's updates.
  package mutating func passOver(_ room: (_ step: Int, _ update: Int) -> [Double]?) {
    for step in record.after.indices {
      for (place, update) in steps.updates.enumerated() {
        let tensor = record.after[step][place]
        guard let rooms = room(step, update.index), rooms.count == tensor.count else { continue }
        let most = record.room(tensor, base.tolerance)
        let numbers = zip(tensor.elements, rooms).map { $1 > most ? Double.nan : $0 }
        record.after[step][place] = Tensor(tensor.shape, tensor.dtype, numbers)
      }
    }
  }
}
