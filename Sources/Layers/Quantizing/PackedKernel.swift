import Equations
import Tensors
import Terms

/// A matrix of whole numbers as Keras keeps it in 4 bits, two to a byte, and what scales and zeros make of it.
struct PackedKernel {
  /// What its weights are called: `kernel`, `kernel_scale`, `kernel_zero`.
  let key: String
  let rows, columns: Int
  let eq: Equations

  /// `Q`: bytes P hold two numbers each along an axis, the one in the low half first; from −8 to 7, or from 0 to 15.
  ///
  /// `P + 8 mod 16 − 8` is the low half where the highest of its bits is a sign.
  func unpacked(_ key: String, _ shape: [Int], along axis: Int, isSigned: Bool) throws -> Term {
    let length = shape[axis]
    var bytes = shape
    bytes[axis] = (length + 1) / 2
    let P = try eq.weight(key, as: "P", Shape(bytes))
    let rest = isSigned ? .apply(Modulo(), [P + 8, 16]) - 8 : .apply(Modulo(), [P, 16])
    let low = try eq("low", rest, "the low half of each byte, 4 bits")
    let high = try eq("high", (P / 16)(Floor()), "the high half of each byte")
    let single = Array(bytes[...axis]) + [1] + bytes[(axis + 1)...]
    let pairs = Term.apply(
      Concatenate(axis: axis + 1), [low(Reshape(single)), high(Reshape(single))])
    bytes[axis] *= 2
    let all = [Slice.Index](repeating: .all, count: axis)
    let whole = pairs(Reshape(bytes))
    return try eq(
      "Q",
      bytes[axis] == length
        ? whole : whole(Slice(all + [.range(nil, length, step: nil)])),
      "one after the other: whole numbers of 4 bits")
  }

  /// Q (rows, columns) as int4 keeps it.
  func signed() throws -> Term {
    try unpacked(key, [rows, columns], along: 1, isSigned: true)
  }

  /// `(Q − Z[g]) ⊙ S[g]`: each row less the zero of its group and times its scale; Z and S (groups, columns), g (rows).
  func grouped(_ Q: Term, groups: Int) throws -> Term {
    let g = try eq.weight("g_idx", as: "g", [rows])
    let S = try eq.weight("\(key)_scale", as: "S", [groups, columns])
    let Z = try eq.weight("\(key)_zero", as: "Z", [groups, columns])
    return try eq(
      "W", (Q - .apply(Gather(), [Z, g])) * .apply(Gather(), [S, g]),
      "less its block's zero, times its block's scale")
  }

  /// The kernel of GPTQ and AWQ (rows, columns), which Keras keeps turned round: a row for each output.
  func turned(bits: Int) throws -> Term {
    if eq.shape(ofWeight: "g_idx") == nil, eq.shape(ofWeight: "\(key)_zero")?.rank == 1 {
      throw eq.obstacle(
        "the file lacks the zeros of its groups: Keras 3.15 leaves them out when it saves a layer of GPTQ or AWQ",
        "Keras cannot open it either. Save the model as it was before quantize(), or with another version of Keras."
      )
    }
    let shape = [columns, rows]
    let Q =
      try bits == 4
      ? unpacked(key, shape, along: 0, isSigned: false) : eq.weight(key, as: "Q", Shape(shape))
    let groups = eq.shape(ofWeight: "\(key)_scale")?.dims.last ?? 1
    let g = try eq.weight("g_idx", as: "g", [rows])
    let S = try eq.weight("\(key)_scale", as: "S", [columns, groups])
    let Z = try eq.weight("\(key)_zero", as: "Z", [columns, groups])
    return try eq(
      "W",
      (Q(Permute()) - .apply(Gather(), [Z(Permute()), g])) * .apply(Gather(), [S(Permute()), g]),
      "less its group's zero, times its group's scale")
  }
}
