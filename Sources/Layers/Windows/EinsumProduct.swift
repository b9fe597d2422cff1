import Tensors
import Terms

/// An einsum as a matrix product of two operands whose axes are brought in order.
struct EinsumProduct {
  private let input, kernel, output: [Character]

  init(_ einsum: Einsum) {
    self.init(input: einsum.input, kernel: einsum.kernel, output: einsum.output)
  }

  /// Of the axes of two operands and of the result.
  init(input: [Character], kernel: [Character], output: [Character]) {
    (self.input, self.kernel, self.output) = (input, kernel, output)
  }

  func term(_ x: Term, _ W: Term) -> Term {
    // What stands in x alone is summed before.
    let alone = input.indices.filter { !kernel.contains(input[$0]) && !output.contains(input[$0]) }
    let x = alone.isEmpty ? x : x(Reduce(.sum, axes: alone.map { $0 - input.count }))
    let own = input.filter { kernel.contains($0) || output.contains($0) }
    let shared = own.filter { kernel.contains($0) && output.contains($0) }
    let summed = own.filter { kernel.contains($0) && !output.contains($0) }
    let left = own.filter { !kernel.contains($0) }
    let right = kernel.filter { !own.contains($0) }
    // A term that does not fit has no such axis; its type says so where the equation is written.
    func lengths(_ letters: [Character], _ axes: [Character], _ term: Term) -> [Int] {
      letters.compactMap { letter in
        axes.firstIndex(of: letter).flatMap { $0 < term.shape.rank ? term.shape[$0] : nil }
      }
    }
    let common = lengths(shared, own, x)
    let inner = lengths(summed, own, x).reduce(1, *)
    let a = EinsumProduct.arranged(x, own, shared + left + summed)
    let b = EinsumProduct.arranged(W, kernel, shared + summed + right)
    let (rows, columns) = (lengths(left, own, x), lengths(right, kernel, W))
    // Without a shared axis the leading axes of x may stay as they are.
    let keepsRows = shared.isEmpty && summed.count == 1 && !left.isEmpty
    let first = keepsRows ? a : EinsumProduct.shaped(a, common + [rows.reduce(1, *), inner])
    let second = EinsumProduct.shaped(b, common + [inner, columns.reduce(1, *)])
    let product = EinsumProduct.shaped(first • second, common + rows + columns)
    return EinsumProduct.arranged(product, shared + left + right, output)
  }

  private static func shaped(_ term: Term, _ dims: [Int]) -> Term {
    term.shape.dims == dims ? term : term(Reshape(dims))
  }

  static func arranged(_ term: Term, _ axes: [Character], _ order: [Character]) -> Term {
    let places = order.compactMap { axes.firstIndex(of: $0) }
    return places == Array(axes.indices) ? term : term(Permute(places))
  }
}
