import Equations
import Tensors
import Terms

/// What a reshape or a transposition makes of the axis of samples.
extension OperationCall {
  /// A shape of Keras as one of a sample, which its first axis must be made of.
  ///
  /// `(-1, F)` of samples (T, F) has T rows of each, one sample's behind another's: (T, F) here, and the rows are noted as
  /// joined with the samples. −1 in another place is what is left of a sample.
  func sampleShape(_ dims: [Length], of x: Term) throws -> [Int] {
    guard let first = dims.first else { throw misuse("to () mixes samples") }
    let rest = try known(Array(dims.dropFirst()), dims)
    let total = x.shape.count
    let isCounted = first.perSample > 0 && first.fixed == 0
    if isCounted, rest.count(where: { $0 == -1 }) == 1 {
      guard total % first.perSample == 0 else { throw unfitting(dims, x) }
      return try rows(first.perSample, of: filled(rest, total / first.perSample, x, dims))
    }
    guard let each = Shape(rest).checkedCount, rest.allSatisfy({ $0 >= 0 }) else {
      throw misuse("to \(OperationCall.text(dims)) mixes samples")
    }
    let isPlain = first.perSample == 0 && (first.fixed == -1 || first.fixed > 0)
    let isFitting = isPlain || first == .samples
    if isFitting, each == total { return rest }
    guard each > 0, total > 0 else { throw misuse("to \(OperationCall.text(dims)) mixes samples") }
    guard isCounted || first == Length(fixed: -1) else {
      throw misuse(
        "to \(OperationCall.text(dims)) mixes samples: their number is fixed in it; say -1 there")
    }
    let count = total / each
    guard total % each == 0, !isCounted || count == first.perSample else {
      throw isCounted
        ? unfitting(dims, x)
        : misuse(
          "to \(OperationCall.text(dims)) makes no whole number of rows of a sample \(x.shape)")
    }
    return try rows(count, of: rest)
  }

  /// So many rows of every sample: what becomes of that is noted.
  private func rows(_ count: Int, of rest: [Int]) throws -> [Int] {
    guard count > 1 else { return rest }
    guard !eq.isInLoop else { throw misuse("joins samples inside a loop, which is not supported") }
    layout = .joined
    remark =
      "\(count) rows of every sample: (N·\(count)" + rest.map { ", \($0)" }.joined() + ") in Keras"
    return [count] + rest
  }

  private func unfitting(_ dims: [Length], _ x: Term) -> Obstacle {
    misuse("to \(OperationCall.text(dims)) does not fit samples of \(x.shape)")
  }

  /// A shape with what is left of so many numbers in the place of −1.
  private func filled(
    _ dims: [Int], _ count: Int, _ x: Term, _ whole: [Length]
  ) throws -> [Int] {
    let others = Shape(dims.filter { $0 != -1 }).checkedCount ?? 0
    guard others > 0, count % others == 0 else { throw unfitting(whole, x) }
    return dims.map { $0 == -1 ? count / others : $0 }
  }

  /// An order of all axes as one of a sample's: the batch stays in front, or time changes places with it.
  func order(_ axes: [Int], of x: Term) throws -> [Int] {
    let rank = x.shape.rank
    let order = axes.map { $0 < 0 ? $0 + rank + 1 : $0 }
    guard order.sorted() == Array(0...rank) else {
      throw misuse("with \(axes) is no order of axes")
    }
    // Where the batch is before, and where it is afterwards.
    let batch = eq.layout(of: x) == .behindTime ? 1 : 0
    guard let place = order.firstIndex(of: batch), place <= 1 else {
      throw misuse("of axis \(batch) mixes samples")
    }
    if place == 1 {
      guard !eq.isInLoop else {
        throw misuse("of axis 0 mixes samples inside a loop, which is not supported")
      }
      layout = .behindTime
      remark = "time before the samples in Keras"
    }
    return order.filter { $0 != batch }.map { $0 > batch ? $0 - 1 : $0 }
  }
}
