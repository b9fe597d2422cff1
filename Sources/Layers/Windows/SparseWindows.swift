import Tensors
import Terms

/// Windows of three axes with `same` padding that stand further apart than they are wide.
///
/// They leave places out; TensorFlow on a CPU begins in the middle of those, in three axes alone.
enum SparseWindows {
  /// An input (…places, channels) without what lies before the first window.
  static func trimmed(_ x: Term, window: [Int], _ sliding: Sliding) -> Term {
    let widths = each(window)
    guard sliding.padding == .same, sliding.strides.count == 3, x.shape.rank == 4,
      widths.count == 3
    else { return x }
    let starts = (0..<3).map { axis in
      let (size, stride) = (x.shape[axis], max(sliding.strides[axis], 1))
      return max(size - ((size - 1) / stride * stride + widths[axis]), 0) / 2
    }
    guard starts.contains(where: { $0 > 0 }) else { return x }
    return x(Slice(starts.map { .range($0, nil, step: nil) }))
  }

  /// A number for each of three axes.
  private static func each(_ numbers: [Int]) -> [Int] {
    numbers.count == 1 ? [Int](repeating: numbers[0], count: 3) : numbers
  }
}
