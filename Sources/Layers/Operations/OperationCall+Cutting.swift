import Equations
import Tensors
import Terms

/// Operations that cut a tensor into parts, or put such beside each other.
extension OperationCall {
  /// The elements of the last two axes for which something is true of row and column, 0 elsewhere.
  func triangle(_ keeps: (_ diagonal: Int, _ column: Int) -> Bool) throws -> Term {
    let x = try x()
    let k = try integer("k") ?? 0
    guard x.shape.rank >= 2 else { throw misuse("mixes samples") }
    let (rows, columns) = (x.shape[x.shape.rank - 2], x.shape.width)
    let offset = min(max(k, -rows), columns)
    let m = try eq.constant("m", [rows, columns], .bool) {
      (0..<rows).flatMap { row in (0..<columns).map { keeps(row + offset, $0) ? 1.0 : 0 } }
    }
    return .select(m, x, 0)
  }

  /// Tensors behind each other along an axis of Keras'.
  func joined(_ axis: Int) throws -> Term {
    let operands = try tensors("xs")
    let rank = operands.first?.shape.rank ?? 0
    return .apply(Concatenate(axis: try self.axis(axis, rank: rank)), operands)
  }

  /// Axes under a name as places of a sample.
  func places(_ name: String, rank: Int) throws -> [Int] {
    let axes = try integers(name) ?? []
    let places = try axes.map { try axis($0, rank: rank) + rank }
    guard !places.isEmpty, Set(places).count == places.count else {
      throw misuse("names an axis twice, or none")
    }
    return places
  }

  /// The axis under `axis` as a place of a sample.
  func place(_ x: Term, default fallback: Int) throws -> Int {
    try axis(try integer("axis") ?? fallback, rank: x.shape.rank) + x.shape.rank
  }

  /// `x[…, range, …]` along an axis.
  func stretch(_ x: Term, _ axis: Int, _ start: Int, _ end: Int) -> Term {
    x(Slice([Slice.Index](repeating: .all, count: axis) + [.range(start, end, step: nil)]))
  }

  /// Parts along the axis that is said, or along one that the operation has by itself.
  func parts(along own: Int? = nil) throws -> [Term] {
    let x = try operands(["x", "value"])[0]
    let axis =
      try own.map { try self.axis($0, rank: x.shape.rank) + x.shape.rank } ?? place(x, default: 0)
    let length = x.shape[axis]
    let names = ["indices_or_sections", "num_or_size_splits"]
    _ = try integer("num")
    guard let argument = argument(names, at: 1) else { throw misuse("into nothing") }
    var ends: [Int]
    if let count = argument.wholeNumber {
      guard (1...min(max(length, 1), 1024)).contains(count) else {
        throw misuse("into \(count) parts")
      }
      let (size, more) = (length / count, length % count)
      guard more == 0 || name == "ArraySplit" else {
        throw misuse("of \(length) into \(count) parts")
      }
      ends = (1...count).map { $0 * size + min($0, more) }
    } else if case .list(let list) = argument {
      let numbers = try list.map { item in
        guard let number = item.wholeNumber else { throw misuse("into \(argument.text)") }
        return number
      }
      if isTensorFlow {
        // Sizes, one of which may be what is left.
        guard numbers.count <= 1024, numbers.allSatisfy({ (-1...length).contains($0) }),
          numbers.count(where: { $0 == -1 }) <= 1
        else { throw misuse("of \(length) into \(argument.text)") }
        let left = length - numbers.filter { $0 >= 0 }.reduce(0, +)
        var end = 0
        ends = numbers.map { size in
          end += size < 0 ? left : size
          return end
        }
      } else {
        ends = numbers.map { $0 < 0 ? $0 + length : $0 } + [length]
      }
    } else {
      throw misuse("into \(argument.text)")
    }
    guard ends.last == length, zip([0] + ends, ends).allSatisfy({ $0 <= $1 }), ends.count <= 1024
    else { throw misuse("of \(length) into \(argument.text)") }
    return zip([0] + ends, ends).map { stretch(x, axis, $0, $1) }
  }

  func rows() throws -> [Term] {
    let x = try operands(["x", "value"])[0]
    let axis = try place(x, default: 0)
    let count = try integer("num") ?? x.shape[axis]
    guard count == x.shape[axis], x.shape[axis] <= 1024 else {
      throw misuse("into \(x.shape[axis]) parts")
    }
    return (0..<x.shape[axis]).map { index in
      x(Slice([Slice.Index](repeating: .all, count: axis) + [.at(index)]))
    }
  }
}
