import Equations
import Tensors
import Terms

/// Where numbers are among others, and where the greatest stands.
extension OperationRules {
  static let searching = [
    OperationRule("IsIn") { call in
      guard case .tensor(let signal)? = call.argument(["x1"], at: 0),
        let given = call.argument(["x2"], at: 1)
      else { throw call.misuse("of other operands than a tensor and numbers is not supported") }
      _ = try call.flag("assume_unique")
      let x = signal.term
      let one =
        given.decimal.map { Tensor([1], .float32, [$0]) }
        ?? given.wholeNumber.map {
          Tensor([1], .int32, [Double($0)])
        }
      guard let array = one ?? call.array(given, beside: nil), array.count > 0,
        let row = array.reshaped([array.count])
      else { throw call.misuse("among \(given.text) is not supported") }
      let c = call.eq.constant("c", row)
      let isThere = Term.apply(Equal(), [x(Reshape(x.shape.dims + [1])), c])(
        Reduce(.any, axes: [-1]))
      return try call.flag("invert") ? isThere(LogicalNot()) : isThere
    },
    OperationRule("SearchSorted") { call in
      guard let sequence = call.argument(["sorted_sequence"], at: 0), sequence.tensors.isEmpty,
        case .tensor(let signal)? = call.argument(["values"], at: 1),
        let array = call.array(sequence, beside: nil), array.shape.rank == 1, array.count > 0,
        array.dtype == call.dtype(of: signal.term), signal.term.shape.rank == 0
      else {
        throw call.misuse(
          "is supported of one number of each sample, among a row of the file in its format; Keras takes no others"
        )
      }
      let x = signal.term(Reshape([1]))
      let c = call.eq.constant("c", array)
      let side = try call.word("side") ?? "left"
      guard ["left", "right"].contains(side) else {
        throw call.misuse("with side=\(side) is not supported")
      }
      let isBehind: Term =
        side == "right"
        ? .apply(LessEqual(), [c, x]) : .apply(Less(), [c, x])
      // NaN stands behind all numbers.
      let all = Term.apply(LogicalOr(), [isBehind, x(IsNaN())])
      return all(Cast(.int32))(Reduce(.sum, axes: [-1]))
    },
    OperationRule.several("UnravelIndex") { try $0.unraveled() },
    OperationRule("Nanargmax") { try $0.placeWithoutNaN(.argmax) },
    OperationRule("Nanargmin") { try $0.placeWithoutNaN(.argmin) },
  ]
}

extension OperationCall {
  /// Where the numbers of a sample stand among a sorted row of its own: how many of it are below them, or not above.
  ///
  /// NaN is above nothing and below nothing, so that it stands first on the left and last on the right.
  func placesAmongSorted() throws -> Term {
    let operands = try operands(["sorted_sequence"], ["values"])
    let side = try word("side") ?? "left"
    let format = try dtype("out_type") ?? .int32
    let lengths = operands.map(\.shape.dims)
    guard ["left", "right"].contains(side), !format.isFloat, format != .bool,
      operands.allSatisfy({ $0.value?.isBatched == true }), lengths.allSatisfy({ !$0.isEmpty }),
      Array(lengths[0].dropLast()) == Array(lengths[1].dropLast()),
      dtype(of: operands[0]) == dtype(of: operands[1])
    else { throw misuse("is supported of rows and numbers of samples, in one format") }
    let row = operands[0](Reshape(Array(lengths[0].dropLast()) + [1, operands[0].shape.width]))
    let numbers = operands[1](Reshape(lengths[1] + [1]))
    let isBehind: Term =
      side == "left"
      ? .apply(Less(), [row, numbers]) : Term.apply(Less(), [numbers, row])(LogicalNot())
    remark = "of a row that is sorted, which TensorFlow does not look at"
    return isBehind(Cast(format))(Reduce(.sum, axes: [-1]))
  }

  /// Where a place of a flat array stands in one of a shape.
  fileprivate func unraveled() throws -> [Term] {
    let indices = try operands(["indices"])[0]
    let format = dtype(of: indices)
    guard let dims = try integers("shape"), !dims.isEmpty, dims.allSatisfy({ $0 > 0 }),
      !format.isFloat, format != .bool
    else { throw misuse("in a shape that is not known") }
    // Keras begins with the first axis where the places are no vector.
    let order: [Int] = indices.shape.rank == 0 ? dims.reversed() : dims
    var rest = indices
    let places = try order.enumerated().map { number, count -> Term in
      let length = Term.number(Double(count))
      let place = Term.apply(Modulo(), [rest, length])(Cast(format))
      rest = try eq(
        .numbered("r", number + 1), (rest(Cast(.float64)) / length)(Floor())(Cast(format)),
        "what is left")
      return place
    }
    return places.reversed()
  }

  /// Where the greatest or the least stands that is no NaN; −1 where all are.
  fileprivate func placeWithoutNaN(_ kind: Reduce.Kind) throws -> Term {
    let x = try x()
    guard let one = try integer("axis") else { throw misuse("over all axes mixes samples") }
    let axis = try axis(one, rank: x.shape.rank)
    let keeps = try flag("keepdims")
    let place = Reduce(kind, axes: [axis], keepsAxes: keeps)
    guard dtype(of: x).isFloat else { return x(place)(Cast(.int32)) }
    let least = Term.number(kind == .argmax ? -.infinity : .infinity)
    let isNone = x(IsNaN())(Reduce(.all, axes: [axis], keepsAxes: keeps))
    let found = Term.select(x(IsNaN()), least, try belowZero(x))(place)(Cast(.int32))
    return .select(isNone, -1, found)
  }
}
