import Debugging
import Equations
import Models
import Tensors
import Terminal
import Terms

/// What stands at the rows and columns of attention's scores and weights: the words of the tokens, or their
/// ids.
///
/// Queries are rows and keys are columns. Tokens are known where one Embedding alone reads as many.
package struct AttentionGrid {
  package let labels: Heatmap.Labels?

  /// Nil of a value that is no grid of queries and keys.
  package init?(
    _ equation: Equation, _ machine: Machine, sample: Int, _ words: Vocabulary?
  ) throws {
    let shape = equation.result.shape
    guard AttentionGrid.isGrid(equation, machine.program), let keys = shape.dims.last,
      let queries = shape.dims.dropLast().last
    else { return nil }
    let tokens = try (
      AttentionGrid.tokens(queries, machine, sample, words),
      AttentionGrid.tokens(keys, machine, sample, words)
    )
    guard let rows = tokens.0, let columns = tokens.1 else {
      labels = nil
      return
    }
    labels = Heatmap.Labels(
      rows: words == nil ? rows : AttentionGrid.numbered(rows), columns: columns)
  }

  private static let grids: Set<String> = ["s", "s_masked", "alpha", "alpha_masked"]

  /// Whether an equation gives a number for each query and key.
  package static func isGrid(_ equation: Equation, _ program: Program) -> Bool {
    program.frames[equation.frame].kind.contains("Attention")
      && grids.contains(equation.result.name.ascii) && equation.result.shape.rank >= 2
  }

  /// The words or the ids of so many tokens, in their order; nil where they are not known.
  package static func tokens(
    _ count: Int, _ machine: Machine, _ sample: Int, _ words: Vocabulary?
  ) throws -> [String]? {
    let program = machine.program
    let read = program.frames.compactMap { frame -> Value? in
      guard frame.kind == "Embedding", let ids = frame.inputs.first, ids.shape == Shape([count])
      else { return nil }
      let origin = program.aliases[ids.id] ?? ids.id
      return program.inputs.first { $0.id == origin }
    }
    guard let ids = read.first, read.allSatisfy({ $0.id == ids.id }), machine.isComputed(ids) else {
      return nil
    }
    let tensor = try machine.read(ids, sample: sample)
    return tensor.elements.map { token in
      // Among words the id of a token without one stands in brackets.
      let id = NumberFormat.exact(token, tensor.dtype)
      guard let words else { return id }
      return words.word(token).map { Vocabulary.short($0).visible } ?? "[\(id)]"
    }
  }

  /// Each with its place before it, by which a number of the grid is named.
  private static func numbered(_ names: [String]) -> [String] {
    let wide = String(max(names.count - 1, 0)).count
    let longest = names.map(\.columns).max() ?? 0
    return names.enumerated().map { place, name in
      "\(String(place).padded(to: wide)) \(name.filled(to: longest))"
    }
  }
}
