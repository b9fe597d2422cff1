import Equations
import Tensors
import Terms

/// A table of few bits in place of E (rows, width): whole numbers with a scale for each row, `y = E[x]/s[x]`, or in 4 bits
/// with scales and zeros for blocks of a row, `E = (Q − Z[:, g]) ⊙ S[:, g]`.
struct QuantizedTable: Sendable {
  let quantization: Quantization
  let rows, width: Int

  private var block: Int? {
    if case .int4(let block) = quantization.format { block } else { nil }
  }

  /// The scale of each row; nil where blocks have some.
  func rowScale(_ name: Name, _ eq: Equations) throws -> Term? {
    block == nil ? try eq.weight("embeddings_scale", as: name, [rows]) : nil
  }

  /// E, which is still to be divided by the scales of its rows where these have some.
  func table(_ eq: Equations) throws -> Term {
    guard case .int4 = quantization.format else {
      return try eq.weight("embeddings", as: "E", [rows, width])
    }
    let Q = try PackedKernel(key: "embeddings", rows: rows, columns: width, eq: eq).signed()
    guard let block else { return Q }
    let groups = Shape([rows, blocks(block)])
    let g = try eq.weight("g_idx", as: "g", [width])
    let S = try eq.weight("embeddings_scale", as: "S", groups)
    let Z = try eq.weight("embeddings_zero", as: "Z", groups)
    func spread(_ a: Term) -> Term { .apply(Gather(), [a(Permute()), g])(Permute()) }
    return try eq(
      "E", (Q - spread(Z)) * spread(S), "less its block's zero, times its block's scale")
  }

  private func blocks(_ size: Int) -> Int { width > 0 ? (width - 1) / size + 1 : 0 }

  /// The weights of a matrix of its own for the way back.
  var reverseWeights: [WeightSpec] {
    let key = "reverse_embeddings"
    return (["", "_scale"] + (block == nil ? [] : ["_zero"])).map {
      WeightSpec(key + $0, isTrainable: false)
    }
  }

  /// `q·Eᵀ/(s_E·s)`, or with R in place of Eᵀ.
  func back(_ x: Term, isTied: Bool, _ eq: Equations) throws -> Term {
    let matrix = try isTied ? table(eq)(Permute()) : reverse(eq)
    let key = isTied ? "embeddings_scale" : "reverse_embeddings_scale"
    let scale = try block == nil ? eq.weight(key, as: "s_E", [rows]) : nil
    guard let inputs = quantization.inputs else {
      return scale.map { (x • matrix) / $0 } ?? x • matrix
    }
    guard inputs.ownAxes == [-1] else {
      throw eq.obstacle(
        "its activation_quantizer has another axis than -1, by which Keras scales what comes back; that is not computed",
        "Give AbsMaxQuantizer(axis=-1) for the way back, and save again.")
    }
    let (q, own) = try inputs.quantized(x, over: [-1], eq)
    return (q • matrix) / (scale.map { own * $0 } ?? own)
  }

  /// R (width, rows).
  private func reverse(_ eq: Equations) throws -> Term {
    let key = "reverse_embeddings"
    guard case .int4 = quantization.format else {
      return try eq.weight(key, as: "R", [width, rows])
    }
    let packed = PackedKernel(key: key, rows: width, columns: rows, eq: eq)
    let Q = try packed.unpacked(key, [width, rows], along: 0, isSigned: true)
    return try block.map { try packed.grouped(Q, groups: blocks($0)) } ?? Q
  }
}
