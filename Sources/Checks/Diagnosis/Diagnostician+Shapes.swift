import Containers
import Debugging
import Tensors

/// Numbers in another shape than their place has: which transpose or reshape would give it.
extension Diagnostician {
  /// What arrays come from that are named for places, or one array of the place asked for.
  ///
  /// An array of the wrong shape is turned and reshaped in every way that gives the right one. Where none does, and
  /// no other place has that shape, it is refused before anything is computed.
  package func diagnose(
    _ arrays: [(name: String?, tensor: Tensor)], at place: String?, sample: Int? = nil,
    _ effort: Effort = Effort()
  ) throws -> Diagnosis {
    do {
      let (given, unread) = try GivenNumbers.read(arrays, at: place, of: outline, sample: sample)
      var diagnosis = try diagnose(given, effort)
      if !unread.isEmpty {
        diagnosis.remarks.append("not read, for no place is called so: \(unread.listed)")
      }
      return diagnosis
    } catch let misfit as GivenNumbers.WrongShape {
      return try diagnose(misfit, sample: sample)
    }
  }

  private func diagnose(_ misfit: GivenNumbers.WrongShape, sample: Int?) throws -> Diagnosis {
    let wrong =
      "\(misfit.place) is \(misfit.expected.inWords), but what is given is \(misfit.given.shape.inWords)"
    var best: Diagnosis?
    var ways: [String] = []
    for way in ShapeChange.ways(from: misfit.given, to: misfit.expected) {
      ways.append(way.title)
      let given = try GivenNumbers(
        way.result, at: misfit.place, of: outline,
        sample: way.result.shape == misfit.expected ? sample : nil)
      var found = try diagnose([given], Effort(pairs: false))
      guard found.verdict != .unknown else { continue }
      found.add(way, misfit)
      if found.candidates.count < best?.candidates.count ?? .max { best = found }
    }
    if let best { return best }
    var remarks = [wrong]
    var otherPlace: String?
    if !ways.isEmpty {
      remarks.append(
        "That shape comes of \(ways.listed), but then the numbers are neither right nor a known mistake's."
      )
    } else if let other = try place(like: misfit.given, sample: sample) {
      remarks.append(other.remark)
      otherPlace = other.place
    }
    var diagnosis = Diagnosis(
      verdict: .unknown, candidates: [], given: [], leaves: nil, telling: nil,
      otherInputTells: false, remarks: remarks, tried: Diagnosis.Tried(singles: 0, pairs: 0))
    diagnosis.part = misfit.part
    diagnosis.otherPlace = misfit.part == nil ? otherPlace : nil
    return diagnosis
  }

  /// A place that has an array's shape, and whether its numbers are that one's. Of several that is the last one, for the
  /// layers behind it have taken the numbers on.
  private func place(
    like given: Tensor, sample: Int?
  ) throws -> (remark: String, place: String?)? {
    let places = OtherValues.places(of: outline.program).filter { place in
      (try? GivenNumbers(given, at: place, of: outline, sample: sample)) != nil
    }
    guard let last = places.last else { return nil }
    let right = try right
    let same = places.first { place in
      guard let own = try? GivenNumbers(given, at: place, of: right, sample: sample),
        let values = Experiment.values(of: right, in: [own])
      else { return false }
      return Yardstick([own], right: values, precise: nil, usesDoubts: true).fits(values)
    }
    if let same { return ("The numbers are right, but they are \(same).", nil) }
    return ("\(given.shape) is the shape of \(last).", last)
  }
}

/// A way in which an array may have come to another shape.
struct ShapeChange {
  let id: String
  /// `a transpose`, as what was done to the right array.
  let title: String
  /// The array in the right shape.
  let result: Tensor

  static func ways(from given: Tensor, to expected: Shape) -> [ShapeChange] {
    guard given.count == expected.count, expected.rank <= 4 else { return [] }
    var ways: [ShapeChange] = []
    for order in orders(of: Array(0..<expected.rank)) where order != Array(0..<expected.rank) {
      // order[i] is the axis of the right array that became axis i.
      let turned = Shape(order.map { expected[$0] })
      guard turned.dims.filter({ $0 != 1 }) == given.shape.dims.filter({ $0 != 1 }),
        let whole = given.reshaped(turned)
      else { continue }
      let title = expected.rank == 2 ? "a transpose" : "transpose(\(order))"
      ways.append(ShapeChange(id: "S1", title: title, result: whole.turnedBack(order)))
    }
    if let plain = given.reshaped(expected) {
      ways.append(ShapeChange(id: "S2", title: "reshape\(given.shape)", result: plain))
    }
    return ways
  }

  private static func orders(of axes: [Int]) -> [[Int]] {
    guard axes.count > 1 else { return [axes] }
    return axes.flatMap { first in
      orders(of: axes.filter { $0 != first }).map { [first] + $0 }
    }
  }
}

extension Tensor {
  /// The array whose axis `order[i]` is this one's axis i.
  fileprivate func turnedBack(_ order: [Int]) -> Tensor {
    var dims = shape.dims
    for (place, axis) in order.enumerated() { dims[axis] = shape[place] }
    let right = Shape(dims)
    let numbers = (0..<count).map { element in
      let index = right.index(of: element)
      return elements[shape.element(at: order.map { index[$0] }) ?? 0]
    }
    return Tensor(right, dtype, numbers)
  }
}

extension Diagnosis {
  /// Says that the shape was changed besides.
  fileprivate mutating func add(_ way: ShapeChange, _ misfit: GivenNumbers.WrongShape) {
    let contrast = Slip.Contrast(
      at: misfit.place, right: "\(misfit.expected)", wrong: "\(misfit.given.shape), \(way.title)")
    let fitting = fitting
    if verdict == .right {
      verdict = .mistake
      candidates = [
        Candidate(
          id: way.id, title: "the right numbers in another shape: \(way.title)", distance: 0,
          fits: true, contrasts: [contrast], number: nil)
      ]
    } else {
      candidates = fitting.map {
        Candidate(
          id: "\($0.id)+\(way.id)", title: "\($0.title); and \(way.title)", distance: $0.distance,
          fits: true, contrasts: $0.contrasts + [contrast], number: nil)
      }
    }
  }
}
