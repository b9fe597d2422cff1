import Equations
import Tensors
import Terms

/// Sums of products over axes that have letters.
extension OperationCall {
  /// One or two operands, of which the samples' axis is the first of each tensor and of the result.
  func einsum() throws -> Term {
    guard case .word(let equation) = argument(["subscripts"]) else {
      throw misuse("without an equation")
    }
    // What stands behind the operands is refused as any argument that is not known.
    let count = call.arguments.prefix { $0.isSeveral || !$0.tensors.isEmpty }.count
    guard (1...2).contains(count) else { throw misuse("of \(count) operands is not supported") }
    let arguments = try given([["a"], ["b"]].prefix(count).map { $0 })
    var letters: [[Character]?] = []
    var operands: [Term] = []
    for argument in arguments {
      if case .tensor(let signal) = argument {
        operands.append(signal.term)
        letters.append(nil)
      } else if let array = array(argument, beside: .float32) {
        operands.append(eq.constant("c", array))
        letters.append([])
      }
    }
    guard operands.count == count,
      let sum = SampleEinsum(
        equation, ranks: operands.map(\.shape.rank), isTensor: letters.map { $0 == nil })
    else { throw misuse("by \(equation) mixes samples, or is not supported") }
    let formats = operands.map(dtype(of:))
    let own = formats.dropFirst().reduce(formats[0]) { $0.promoted(with: $1) }
    guard !own.isFloat, own != .bool else { return sum.term(operands) }
    // Keras makes it of fractions, and cuts them again.
    let isNarrow = formats.allSatisfy { $0 == .int8 }
    return sum.term(operands.map { real($0) })(Cast(isNarrow ? .int32 : own))
  }
}
