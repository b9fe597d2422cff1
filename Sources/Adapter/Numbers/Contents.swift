import Debugging
import Tensors

/// What stands below a row of an editor's variables.
enum Contents {
  /// Values by their names.
  case values([NamedValue])
  /// The rows or numbers of an array.
  case array(ArrayPart)
  /// A value that is read when it is asked for: it is large.
  case late(NamedValue)
}

/// How a value is typed: `lstm@1.C`.
struct TypedPlace {
  let text: String
  /// The frame that it must be seen from, where what is nearer is called the same; nil: it means the same anywhere.
  var frame: StackFrame?

  /// What is typed for a part of it.
  func part(_ index: [Int]) -> String {
    index.isEmpty ? text : "\(text)[\(index.map(String.init).joined(separator: ", "))]"
  }
}

/// A value with its name; its numbers are read when they are shown.
struct NamedValue {
  let name: String
  /// Its shape and number format, where they are known before it is read.
  var type: TensorType?
  /// Its numbers, and how it can be typed.
  let read: () throws -> (tensor: Tensor, place: TypedPlace?)

  /// A row in the place of values that are still to be computed, which tells their names; none of none.
  static func toCome(_ names: [String]) -> [NamedValue] {
    guard !names.isEmpty else { return [] }
    let text = names.joined(separator: ", ")
    return [
      NamedValue(name: "not computed yet", read: { throw RequestError(text) })
    ]
  }

  /// Of more numbers, nothing is read before it is asked for.
  private static let mostAtOnce = 200_000

  var isLate: Bool { (type?.shape.count ?? 0) > NamedValue.mostAtOnce }
}

/// An array, or a row of one: `lstm.f[2]`.
struct ArrayPart {
  /// How the whole array can be typed.
  let place: TypedPlace?
  /// Which row of which.
  let index: [Int]
  let tensor: Tensor

  /// How a row or a number can be typed: `lstm.f[2, 5]`.
  func place(of member: Int) -> TypedPlace? {
    place.map { TypedPlace(text: $0.part(index + [member]), frame: $0.frame) }
  }

  /// A row, or a number as an array of none.
  func member(_ member: Int) -> ArrayPart? {
    guard let row = tensor.row(member) else { return nil }
    return ArrayPart(place: place, index: index + [member], tensor: row)
  }

  var count: Int { tensor.shape.dims.first ?? 0 }
}
