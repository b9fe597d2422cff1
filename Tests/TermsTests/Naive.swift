import Tensors
import Terms

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The ops once more, as plainly as they can be said, on `Double` and by index lists.
enum Naive {
  static let binary: [String: @Sendable (Double, Double) -> Double] = [
    "Add": { $0 + $1 }, "Subtract": { $0 - $1 }, "Multiply": { $0 * $1 }, "Divide": { $0 / $1 },
    "Power": { pow($0, $1) }, "Maximum": { max($0, $1) }, "Minimum": { min($0, $1) },
    "Modulo": { $1 == 0 ? .nan : $0 - $1 * ($0 / $1).rounded(.down) },
    "Equal": { $0 == $1 ? 1 : 0 }, "NotEqual": { $0 != $1 ? 1 : 0 },
    "Less": { $0 < $1 ? 1 : 0 }, "LessEqual": { $0 <= $1 ? 1 : 0 },
    "Greater": { $0 > $1 ? 1 : 0 }, "GreaterEqual": { $0 >= $1 ? 1 : 0 },
    "Quantize": { min(max(($0 * $1).rounded(.toNearestOrEven), -127), 127) },
    "Arctan2": { atan2($0, $1) },
    "LogicalAnd": { $0 != 0 && $1 != 0 ? 1 : 0 }, "LogicalOr": { $0 != 0 || $1 != 0 ? 1 : 0 },
  ]

  static let unary: [String: @Sendable (Double) -> Double] = [
    "Arccos": { acos($0) }, "Arcsin": { asin($0) }, "Arctan": { atan($0) }, "Erfc": { erfc($0) },
    "Abs": { abs($0) }, "Ceil": { $0.rounded(.up) }, "Cos": { cos($0) }, "Erf": { erf($0) },
    "Exp": { exp($0) }, "Expm1": { expm1($0) },
    "Float8": { x in
      let unit = exp2(max(x == 0 ? -6 : Double(x.exponent), -6) - 3)
      return min(max((x / unit).rounded(.toNearestOrEven) * unit, -448), 448)
    },
    "Floor": { $0.rounded(.down) },
    "IsNaN": { $0.isNaN ? 1 : 0 }, "Log": { log($0) }, "Log1p": { log1p($0) },
    "LogicalNot": { $0 == 0 ? 1 : 0 }, "Negate": { -$0 }, "Relu": { max($0, 0) },
    "Round": { $0.rounded(.toNearestOrEven) }, "Rsqrt": { 1 / $0.squareRoot() },
    "Sigmoid": { 1 / (1 + exp(-$0)) }, "Sign": { $0 > 0 ? 1 : $0 < 0 ? -1 : 0 },
    "Sin": { sin($0) }, "Softplus": { log(1 + exp($0)) }, "Softsign": { $0 / (1 + abs($0)) },
    "StopGradient": { $0 },
    "Sqrt": { $0.squareRoot() }, "Square": { $0 * $0 }, "Tanh": { tanh($0) },
  ]

  static let rows: [String: @Sendable ([Double]) -> [Double]] = [
    "Sort": { $0.sorted() },
    "ArgSort": { row in
      row.indices.sorted { (row[$0], $0) < (row[$1], $1) }.map(Double.init)
    },
    "CumulativeSum": { row in row.indices.map { row[...$0].reduce(0, +) } },
    "CumulativeProduct": { row in row.indices.map { row[...$0].reduce(1, *) } },
    "Softmax": { row in
      let powers = row.map { exp($0) }
      return powers.map { $0 / powers.reduce(0, +) }
    },
    "LogSoftmax": { row in
      let sum = row.map { exp($0) }.reduce(0, +)
      return row.map { $0 - log(sum) }
    },
    "Sparsemax": { row in
      // Martins & Astudillo (2016), Algorithm 1, with sorting.
      let sorted = row.sorted(by: >)
      var sum = 0.0
      var threshold = 0.0
      for (index, number) in sorted.enumerated() {
        sum += number
        let count = Double(index + 1)
        if 1 + count * number > sum { threshold = (sum - 1) / count }
      }
      return row.map { max($0 - threshold, 0) }
    },
    "KerasSparsemax": { row in
      // keras.src.backend.common: the running sums over the support are added up once more.
      let sorted = row.sorted(by: >)
      let sums = sorted.indices.map { sorted[...$0].reduce(0, +) }
      let support = sorted.indices.filter { sorted[$0] - (sums[$0] - 1) / Double($0 + 1) > 0 }
      let threshold = (support.map { sums[$0] }.reduce(0, +) - 1) / Double(support.count)
      return row.map { max($0 - threshold, 0) }
    },
  ]

  /// All index lists of a shape, in row-major order.
  static func indices(_ shape: Shape) -> [[Int]] {
    shape.dims.reduce([[]]) { lists, length in
      lists.flatMap { list in (0..<length).map { list + [$0] } }
    }
  }

  static func element(_ tensor: Tensor, _ index: [Int]) -> Double {
    var flat = 0
    for (length, place) in zip(tensor.shape.dims, index) { flat = flat * length + place }
    return tensor.elements[flat]
  }

  /// An operand's element for a place of the result, by NumPy's rule.
  static func broadcast(_ tensor: Tensor, _ index: [Int]) -> Double {
    let own = index.suffix(tensor.shape.rank)
    return element(tensor, zip(tensor.shape.dims, own).map { $0 == 1 ? 0 : $1 })
  }

  static func elementwise(
    _ operands: [Tensor], _ shape: Shape, _ body: ([Double]) -> Double
  ) -> [Double] {
    indices(shape).map { index in body(operands.map { broadcast($0, index) }) }
  }

  static func matMul(_ a: Tensor, _ b: Tensor, _ shape: Shape) -> [Double] {
    let length = a.shape.width
    return indices(shape).map { index in
      var leading = index
      let column = b.shape.rank > 1 ? leading.popLast() : nil
      let row = a.shape.rank > 1 ? leading.popLast() : nil
      return (0..<length).reduce(0) { sum, k in
        let left = part(a, leading, [row, k].compactMap { $0 })
        let right = part(b, leading, [k, column].compactMap { $0 })
        return sum + left * right
      }
    }
  }

  /// An element of one matrix of a stack of matrices, leading axes broadcast.
  private static func part(_ tensor: Tensor, _ leading: [Int], _ inner: [Int]) -> Double {
    let dims = tensor.shape.dims.dropLast(inner.count)
    let outer = zip(dims, leading.suffix(dims.count)).map { $0 == 1 ? 0 : $1 }
    return element(tensor, outer + inner)
  }

  static func reduce(_ tensor: Tensor, _ kind: Reduce.Kind, _ axes: [Int]?) -> [Double] {
    let rank = tensor.shape.rank
    let gone = Set(axes.map { $0.map { $0 < 0 ? $0 + rank : $0 } } ?? Array(0..<rank))
    let kept = (0..<rank).filter { !gone.contains($0) }
    let outer = indices(Shape(kept.map { tensor.shape[$0] }))
    return outer.map { place in
      let row = indices(tensor.shape).filter { index in kept.map { index[$0] } == place }
        .map { element(tensor, $0) }
      return reduced(row, kind)
    }
  }

  private static func reduced(_ row: [Double], _ kind: Reduce.Kind) -> Double {
    let largest = row.max() ?? -.infinity
    let smallest = row.min() ?? .infinity
    return switch kind {
    case .sum: row.reduce(0, +)
    case .mean: row.reduce(0, +) / Double(row.count)
    case .prod: row.reduce(1, *)
    case .max: largest
    case .min: smallest
    case .any: row.contains { $0 != 0 } ? 1 : 0
    case .all: row.allSatisfy { $0 != 0 } ? 1 : 0
    case .argmax: Double(row.firstIndex(of: largest) ?? 0)
    case .argmin: Double(row.firstIndex(of: smallest) ?? 0)
    }
  }

  static func alongRows(
    _ tensor: Tensor, _ axis: Int, _ body: ([Double]) -> [Double]
  ) -> [Double] {
    let axis = axis < 0 ? axis + tensor.shape.rank : axis
    return indices(tensor.shape).map { index in
      let row = (0..<tensor.shape[axis]).map { place in
        var other = index
        other[axis] = place
        return element(tensor, other)
      }
      return body(row)[index[axis]]
    }
  }

  /// Python's rule: `range(*slice(start, stop, step).indices(length))`, found by walking.
  static func slice(_ tensor: Tensor, _ indices: [Slice.Index]) -> [Double] {
    let lists = tensor.shape.dims.enumerated().map { axis, length -> [Int] in
      guard axis < indices.count else { return Array(0..<length) }
      switch indices[axis] {
      case .at(let place): return [place < 0 ? place + length : place]
      case .range(let start, let stop, let step):
        let step = step ?? 1
        func clamp(_ bound: Int, _ low: Int, _ high: Int) -> Int {
          let counted = bound < 0 ? (bound < -length ? low : bound + length) : bound
          return min(max(counted, low), high)
        }
        let forward = step > 0
        var place =
          start.map { clamp($0, forward ? 0 : -1, forward ? length : length - 1) }
          ?? (forward ? 0 : length - 1)
        let end =
          stop.map { clamp($0, forward ? 0 : -1, forward ? length : length - 1) }
          ?? (forward ? length : -1)
        var list: [Int] = []
        while forward ? place < end : place > end {
          list.append(place)
          let (next, overflow) = place.addingReportingOverflow(step)
          if overflow { break }
          place = next
        }
        return list
      }
    }
    return lists.reduce([[]]) { all, list in all.flatMap { index in list.map { index + [$0] } } }
      .map { element(tensor, $0) }
  }

  static func permute(_ tensor: Tensor, _ order: [Int], _ shape: Shape) -> [Double] {
    indices(shape).map { index in
      var source = index
      for (place, axis) in order.enumerated() { source[axis] = index[place] }
      return element(tensor, source)
    }
  }

  static func concatenate(_ operands: [Tensor], _ axis: Int, _ shape: Shape) -> [Double] {
    indices(shape).map { index in
      var index = index
      for operand in operands {
        if index[axis] < operand.shape[axis] { return element(operand, index) }
        index[axis] -= operand.shape[axis]
      }
      return .nan
    }
  }
}
