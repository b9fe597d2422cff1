/// An op that is called by name with settings, or is written with signs of its own.
package protocol CalledOp: Op {
  /// The functions that make it; none when only signs do.
  static var calls: [Function] { get }
  /// The op that a sign between two operands means, and that sign; nil when there is none.
  static var infix: (op: any Op, spelling: BinarySpelling)? { get }
}

extension CalledOp {
  package static var infix: (op: any Op, spelling: BinarySpelling)? { nil }
}
