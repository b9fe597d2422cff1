import Tensors
import Terms

/// An einsum as a matrix product of two operands whose axes are brought in order.
struct EinsumProduct {
  private let einsum: Einsum

  init(_ einsum: Einsum) { self.einsum = einsum }

  func term(_ x: Term, _ W: Term) -> Term {
    let output = einsum.output
    // What stands in x alone is summed before.
    let alone = einsum.input.indices.filter {
      !einsum.kernel.contains(einsum.input[$0]) && !output.contains(einsum.input[$0])
    }
    let x = alone.isEmpty ? x : x(Reduce(.sum, axes: alone.map { $0 - einsum.input.count }))
    let input = einsum.input.indices.filter { !alone.contains($0) }.map { einsum.input[$0] }
    let shared = input.filter { einsum.kernel.contains($0) && output.contains($0) }
    let summed = input.filter { einsum.kernel.contains($0) && !output.contains($0) }
    let left = input.filter { !einsum.kernel.contains($0) }
    let right = einsum.kernel.filter { !input.contains($0) }
    func lengths(_ letters: [Character], _ axes: [Character], _ term: Term) -> [Int] {
      letters.compactMap { axes.firstIndex(of: $0).map { term.shape[$0] } }
    }
    let common = lengths(shared, input, x)
    let inner = lengths(summed, input, x).reduce(1, *)
    let a = EinsumProduct.arranged(x, input, shared + left + summed)
    let b = EinsumProduct.arranged(W, einsum.kernel, shared + summed + right)
    let (rows, columns) = (lengths(left, input, x), lengths(right, einsum.kernel, W))
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

  private static func arranged(_ term: Term, _ axes: [Character], _ order: [Character]) -> Term {
    let places = order.compactMap { axes.firstIndex(of: $0) }
    return places == Array(axes.indices) ? term : term(Permute(places))
  }
}
