import Tensors
import Terms

/// `∂W` and `∂b` of a convolution as means over its places, where they are sums.
struct PlacesOfKernelAveraged: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    var places: [String: Int] = [:]
    for site in anatomy.gradients {
      site.term.visit { part in
        guard case .apply(let op, let operands) = part, op is ConvolveKernel, operands.count == 2
        else { return }
        places[site.path] = operands[1].shape.dims.dropLast().reduce(1, *)
      }
    }
    let known = places.filter { $0.value > 1 }
    let title = "the gradients of a convolution averaged over its places, not summed"
    return [["dW", "db"], ["dW"]].flatMap { names in
      let sites = anatomy.gradients.filter { known[$0.path] != nil && names.contains($0.name) }
      let words = names.count > 1 ? title : title + ", of the kernel alone"
      return anatomy.slips("T103", words, in: sites) { site, term in
        known[site.path].map { term / .number(Double($0)) }
      }
    }
  }
}
