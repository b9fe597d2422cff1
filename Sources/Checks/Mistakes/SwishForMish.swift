/// `x·σ(x)` for mish, `x·tanh(softplus(x))`, and the other way round (F15).
struct SwishForMish: Mistake {
  let isOfPredictionsAlone = true

  func slips(in anatomy: Anatomy) -> [Slip] {
    let name = MistakeName.possible("F15").unpaired
    let pairs = [("mish", "silu", "swish"), ("silu", "mish", "mish"), ("swish", "mish", "mish")]
    return pairs.flatMap { own, other, words in
      anatomy.inFunction(own, name, "\(words) for \(own)") { .activation(other, of: $0) }
    }
  }
}
